import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { compileSources } from "../../../../jobs/compiler/compile";
import { ALL_RULES } from "../../../../jobs/compiler/diagnostic/rules/all-rules";
import { changed, found } from "../fixtures/warehouse";
import { FILE_CASES } from "./file-cases";
import { MODEL_CASES, WARNING_CASES } from "./model-cases";

const ROOT = resolve(__dirname, "../../../..");
const CASES = [...MODEL_CASES, ...FILE_CASES, ...WARNING_CASES];

/** Found before the compiler sees a file: the tests that hold them are named. */
const OUTSIDE: Readonly<Record<string, string>> = {
  "file/read": "test/unit/compiler/read-sources.test.ts",
  "file/encoding": "test/unit/compiler/read-sources.test.ts",
  "stack/unknown": "test/unit/stacks/stack-config.test.ts",
  "stack/port": "test/unit/stacks/stack-config.test.ts",
};

/** Whether a case holds when only `rules` report. */
function holds([, changes, expected]: (typeof CASES)[number], rules: typeof ALL_RULES): boolean {
  const findings = found(compileSources(changed(changes), rules).diagnostics);
  return expected.every((one) => findings.includes(one));
}

describe("without a check", () => {
  const inside = [...ALL_RULES.keys()].filter((id) => !(id in OUTSIDE));
  it.each(inside)("%s a test fails", (id) => {
    const rules = new Map([...ALL_RULES].filter(([other]) => other !== id));
    const touched = CASES.filter(([, , expected]) => expected.some((one) => one.endsWith(` ${id}`)));
    expect(touched.length).toBeGreaterThan(0);
    expect(touched.some((one) => holds(one, ALL_RULES) && !holds(one, rules))).toBe(true);
  });

  it.each(Object.entries(OUTSIDE))("%s is named in %s", (id, file) => {
    expect(readFileSync(join(ROOT, file), "utf8")).toContain(id);
  });
});

describe("the list of checks", () => {
  it("holds every id that the code uses, and no other", () => {
    const used = new Set<string>();
    const groups = new Set([...ALL_RULES.keys()].map((id) => id.split("/")[0]));
    const read = (folder: string): void => {
      for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
        const path = `${folder}/${entry.name}`;
        if (path === "jobs/compiler/diagnostic/rules") continue;
        if (entry.isDirectory()) read(path);
        else if (path.endsWith(".ts"))
          for (const [, id = ""] of readFileSync(join(ROOT, path), "utf8").matchAll(/"([a-z]+\/[a-z-]+)"/g))
            if (groups.has(id.split("/")[0])) used.add(id);
      }
    };
    for (const folder of ["jobs/compiler", "stacks"]) read(folder);
    expect([...used].sort()).toEqual([...ALL_RULES.keys()].sort());
  });

  it("gives each finding its severity", () => {
    for (const [, changes] of WARNING_CASES)
      for (const one of compileSources(changed(changes)).diagnostics)
        expect(one.severity).toBe(ALL_RULES.get(one.code)?.severity);
  });
});

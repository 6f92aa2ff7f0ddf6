import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KeptMemory } from "../../../../jobs/compiler/cache/kept-memory";
import { ShardStore } from "../../../../jobs/compiler/cache/shard-store";
import { checkFiles } from "../../../../jobs/compiler/compile";
import type { SourceFile } from "../../../../jobs/compiler/parse/source-file";
import { buildPlan } from "../../../../jobs/compiler/plan/build/build-plan";
import { canonicalJson } from "../../../../jobs/compiler/plan/canonical-json";
import { RIDES } from "../fixtures/warehouse";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "strata-cache-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a compilation gives, as text: the Plan and everything that was found. */
function result(files: readonly SourceFile[], store: ShardStore | null): string {
  const verdict = checkFiles({ files, diagnostics: [] }, store === null ? undefined : new KeptMemory(store));
  store?.flush();
  const plan = verdict.checked === null ? null : buildPlan(verdict.checked);
  return canonicalJson({ plan, diagnostics: verdict.diagnostics });
}

const cached = (files: readonly SourceFile[], version = "v") =>
  result(files, new ShardStore(folder, version));

/** Edits that people make, each valid in many places: types, nulls, names, reads, docs; some break other files. */
const REPLACEMENTS: readonly (readonly [string, string])[] = [
  ["STRING", "INT"],
  ["BIGINT", "STRING"],
  [" NOT NULL", ""],
  ["COALESCE(", "LOWER("],
  ["COUNT(*)", "COUNT(DISTINCT total)"],
  ["trip_id", "trip"],
  ["dws.trip", "dwf.trip"],
  ["dim.zone", "dim.zones"],
  ["ods.", "dwa."],
  ["owner: ", "owner: x"],
  ["doc: ", "doc: new "],
  ["job: trip", "job: other"],
  ["total", "tip"],
  ["key: [", "key: [no, "],
  ["stores: [hologres", "stores: [none"],
  ["classification", "class"],
  ["borough", "name"],
  ["SELECT", "SELEC"],
];

const edit = fc.record({
  file: fc.nat(),
  kind: fc.constantFrom("replace", "remove", "append", "restore" as const),
  replacement: fc.constantFrom(...REPLACEMENTS),
});

describe("what is remembered", () => {
  it("gives the same Plan and findings as a compilation without it, over random edits", () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        let files: readonly SourceFile[] = RIDES;
        cached(files);
        for (const { file, kind, replacement } of edits) {
          const at = file % files.length;
          files = files.flatMap((one, i) => {
            if (i !== at) return [one];
            if (kind === "remove") return files.length > 3 ? [] : [one];
            if (kind === "restore") return RIDES.filter((original) => original.path === one.path);
            if (kind === "append") return [{ ...one, text: `${one.text}\n# ${file}\n` }];
            return [{ ...one, text: one.text.replaceAll(replacement[0], () => replacement[1]) }];
          });
          expect(cached(files)).toBe(result(files, null));
        }
        rmSync(folder, { recursive: true, force: true });
      }),
      { numRuns: 40 },
    );
  });

  it("is used: a kept check of a SELECT is taken when nothing that it reads has changed, and only then", () => {
    cached(RIDES);
    const memory = new KeptMemory(new ShardStore(folder, "v"));
    const checked: string[] = [];
    const spy: typeof memory.queried = (table, model, catalog, check) =>
      memory.queried(table, model, catalog, (seen) => {
        checked.push(table.id);
        return check(seen);
      });
    const files = RIDES.map((file) =>
      file.path === "layers/dim/zone.yaml" ? { ...file, text: file.text.replace("doc:", "doc: New.") } : file,
    );
    checkFiles(
      { files, diagnostics: [] },
      { parsed: (file, parse) => memory.parsed(file, parse), queried: spy },
    );
    expect(checked).toEqual(["dim.zone", "dwf.trip"]);
  });

  it("is not believed when its files are cut, changed, foreign, or of another version", () => {
    const right = cached(RIDES);
    const damages: readonly ((text: string) => string)[] = [
      (text) => text.slice(0, text.length / 2),
      (text) => text.replaceAll("BIGINT", "DOUBLE"),
      (text) => text.replaceAll('"nullable":false', '"nullable":true'),
      () => "[]",
      () => "",
      (text) => text.slice(text.indexOf("\n") + 1),
      (text) => text.replace("strata-cache v ", "strata-cache w "),
    ];
    for (const damage of damages) {
      for (const name of readdirSync(folder)) {
        const file = path.join(folder, name);
        writeFileSync(file, damage(readFileSync(file, "utf8")));
      }
      expect(cached(RIDES)).toBe(right);
    }
    expect(cached(RIDES, "w")).toBe(right);
  });
});

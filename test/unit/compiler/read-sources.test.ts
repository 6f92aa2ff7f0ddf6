import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compile } from "../../../jobs/compiler/compile";
import { readSources } from "../../../jobs/compiler/read-sources";
import { found } from "./fixtures/warehouse";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "strata-layers-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("readSources", () => {
  it("says that there is no folder of layers, without a path of the machine", () => {
    const { plan, diagnostics } = compile(root);
    expect(plan).toBeNull();
    expect(found(diagnostics)).toContain("layers:1:1 file/read");
    expect(JSON.stringify(diagnostics)).not.toContain(root);
  });

  it("passes over hidden files and files that are no YAML", () => {
    mkdirSync(join(root, "layers", "dwa"), { recursive: true });
    for (const name of [".hidden.yaml", "README.md", "a.yaml"])
      writeFileSync(join(root, "layers", "dwa", name), "x");
    expect(readSources(root).files.map((file) => file.path)).toEqual(["layers/dwa/a.yaml"]);
  });

  it("refuses a file that is not UTF-8, and makes no Plan without it", () => {
    mkdirSync(join(root, "layers"));
    writeFileSync(join(root, "layers", "warehouse.yaml"), Buffer.from([0x6e, 0x3a, 0x20, 0xff, 0xfe]));
    expect(found(compile(root).diagnostics)).toContain("warehouse.yaml:1:1 file/encoding");
    expect(compile(root).plan).toBeNull();
  });
});

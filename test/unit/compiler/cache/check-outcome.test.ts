import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type CompileCache, checkProject } from "../../../../jobs/compiler/cache/check-outcome";
import { RIDES_ROOT } from "../fixtures/warehouse";

let root: string;
let cache: CompileCache;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "strata-check-"));
  cpSync(path.join(RIDES_ROOT, "layers"), path.join(root, "layers"), { recursive: true });
  cache = { folder: path.join(root, ".strata", "cache", "compile"), version: "v" };
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const edit = (name: string, from: string, to: string) => {
  const file = path.join(root, "layers", name);
  writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
};

it("answers for an unchanged project what it answered before, and anew after an edit", async () => {
  const first = await checkProject(root, cache, true);
  expect(first.plan?.tables).toBeGreaterThan(0);
  expect(await checkProject(root, cache, true)).toEqual(first);
  edit("dwa/borough_minute.yaml", "COUNT(*)", "COUNT(nothing)");
  const broken = await checkProject(root, cache, true);
  expect(broken.plan).toBeNull();
  expect(broken.diagnostics.map((one) => one.code)).toContain("sql/unknown-column");
  expect(broken).toEqual(await checkProject(root, null, true));
  edit("dwa/borough_minute.yaml", "COUNT(nothing)", "COUNT(*)");
  expect(await checkProject(root, cache, true)).toEqual(first);
});

it("gives the hash when it is asked for, also after a run that did not ask", async () => {
  expect((await checkProject(root, cache, false)).plan?.hash).toBeNull();
  const { plan } = await checkProject(root, cache, true);
  expect(plan?.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(plan).toEqual((await checkProject(root, null, true)).plan);
});

it("counts without hashing what the hashed Plan holds", async () => {
  const counted = (await checkProject(root, null, false)).plan;
  const hashed = (await checkProject(root, null, true)).plan;
  expect({ ...counted, hash: hashed?.hash }).toEqual(hashed);
});

it("works without a folder that it can write", async () => {
  writeFileSync(path.join(root, ".strata"), "a file where the folder should be");
  expect(await checkProject(root, cache, true)).toEqual(await checkProject(root, null, true));
});

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fingerprint } from "../../../../../components/flink/job/job-spec";
import { type Journal, readJournal, writeJournal } from "../../../../../components/flink/job/journal";
import { restorePoints } from "../../../../../components/flink/job/restore-points";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "strata-state-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const spec = {
  name: "job-x",
  entryClass: "A",
  jarPath: "/x.jar",
  jarSha256: "0".repeat(64),
  programArgs: ["a"],
  parallelism: 1,
};
const content: Journal = {
  version: 1,
  step: "starting",
  current: { jobId: "b", spec, lineage: ["b", "a"], healthy: false, startedFrom: "/s" },
  previous: { jobId: "a", spec, lineage: ["a"], healthy: true, startedFrom: null },
  savepoint: "/s",
};

test("a journal reads as it was written, and is absent before the first write", () => {
  expect(readJournal(folder, "job-x")).toBeNull();
  writeJournal(folder, "job-x", content);
  expect(readJournal(folder, "job-x")).toEqual(content);
});

test("a damaged journal is an error that names the file, not an absent one", () => {
  writeFileSync(path.join(folder, "job-x.json"), '{"version":1');
  expect(() => readJournal(folder, "job-x")).toThrow(/job-x\.json is damaged/);
});

test("the fingerprint follows what the job does and not where its jar lies", () => {
  expect(fingerprint({ ...spec, jarPath: "/elsewhere.jar" })).toBe(fingerprint(spec));
  const changes = [
    { jarSha256: "1".repeat(64) },
    { programArgs: ["b"] },
    { parallelism: 2 },
    { entryClass: "B" },
  ];
  expect(
    new Set(changes.map((change) => fingerprint({ ...spec, ...change }))).add(fingerprint(spec)).size,
  ).toBe(5);
});

test("restore points: complete ones of the lineage, newest first, savepoints and checkpoints alike", () => {
  const jobA = "aaaaaa00000000000000000000000000";
  const jobB = "bbbbbb00000000000000000000000000";
  const checkpoints = path.join(folder, "checkpoints");
  const savepoints = path.join(folder, "savepoints");
  const make = (at: string, seconds: number | null) => {
    mkdirSync(at, { recursive: true });
    if (seconds !== null) {
      writeFileSync(path.join(at, "_metadata"), "x");
      utimesSync(path.join(at, "_metadata"), seconds, seconds);
    }
    return at;
  };
  const older = make(path.join(checkpoints, jobA, "chk-9"), 100);
  const newest = make(path.join(savepoints, "savepoint-aaaaaa-123456789abc"), 300);
  make(path.join(checkpoints, jobA, "chk-10"), null);
  make(path.join(checkpoints, jobA, "shared"), 900);
  make(path.join(checkpoints, jobB, "chk-1"), 900);
  make(path.join(savepoints, "savepoint-bbbbbb-123456789abc"), 900);
  expect(restorePoints([jobA], checkpoints, savepoints).map((point) => point.path)).toEqual([newest, older]);
  expect(restorePoints(["cccccc"], checkpoints, path.join(folder, "absent"))).toEqual([]);
});

import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import * as path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { flinkRest } from "../../../components/flink/job/flink-clusters";
import { handler } from "../../../components/flink/job/handler";
import { readJournal, writeJournal } from "../../../components/flink/job/journal";
import { handler as cluster } from "../../../components/flink/local/server";
import { projectRoot } from "../../../components/process/project-root";
import { ALLOW_DELETE } from "../../../components/warehouse/deletion-guard";
import { freePort, recordingContext, startEngine, type TestEngine } from "./fixture";

const jarPath = path.join(projectRoot(), "jobs", "core", "target", "stratahouse-core.jar");
let engine: TestEngine;
let restUrl: string;

beforeAll(async () => {
  const port = await freePort();
  restUrl = `http://127.0.0.1:${port}`;
  engine = await startEngine(cluster, { port });
});
afterAll(() => engine?.dispose());
afterEach(() => {
  delete process.env[ALLOW_DELETE];
});

const folders = () => ({
  savepointDir: path.join(engine.stackFolder, "data", "flink", "savepoints"),
  checkpointDir: path.join(engine.stackFolder, "data", "flink", "checkpoints"),
});

/** A job of its own that counts generated rows; `select` decides what it does. */
function job(name: string, select: string, parallelism = 1) {
  const spec = {
    version: 1,
    job: name,
    mode: "streaming",
    parallelism,
    maxParallelism: 128,
    settings: {},
    statements: [
      "CREATE TEMPORARY TABLE numbers (k BIGINT, v BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '200', 'fields.k.min' = '0', 'fields.k.max' = '9')",
      "CREATE TEMPORARY TABLE nowhere (k BIGINT, n BIGINT) WITH ('connector' = 'blackhole')",
    ],
    inserts: [`INSERT INTO nowhere ${select}`],
    contracts: { topics: [], stores: [] },
    bindings: {},
    secretsDir: engine.secretsDir,
  };
  return handler.inputs.parse({
    restUrl,
    name: `job-${name}`,
    entryClass: "io.stratahouse.core.runner.SqlJobRunner",
    jarPath,
    jarSha256: createHash("sha256").update(readFileSync(jarPath)).digest("hex"),
    programArgs: ["--job", JSON.stringify(spec)],
    parallelism,
    ...folders(),
  });
}

const COUNT = "SELECT k, COUNT(*) FROM numbers GROUP BY k";
const SUM = "SELECT k, SUM(v) FROM numbers GROUP BY k";
const live = async (name: string) =>
  (await flinkRest(restUrl).jobs()).filter((listed) => listed.name === name && listed.state === "RUNNING");
const lookAgain = () => new Promise((resolve) => setTimeout(resolve, 600));

test("a job is started once and taken over by whoever wants the same", async () => {
  const inputs = job("once", COUNT);
  const { outputs } = await handler.create(inputs, recordingContext());
  expect(outputs).toMatchObject({ state: "RUNNING", startedFrom: null });
  expect(await handler.probe?.("", outputs, inputs, recordingContext())).toEqual([]);
  const again = await handler.create(inputs, recordingContext());
  expect(again.outputs.jobId).toBe(outputs.jobId);
  expect(await live("job-once")).toHaveLength(1);
  await handler.delete("", outputs, recordingContext());
  expect(await live("job-once")).toHaveLength(0);
  await handler.delete("", outputs, recordingContext());
});

test("a change goes on from a savepoint of the job before", async () => {
  const before = (await handler.create(job("changed", COUNT), recordingContext())).outputs;
  const after = await handler.update("", before, job("changed", COUNT, 2), recordingContext());
  expect(after.jobId).not.toBe(before.jobId);
  expect(after.startedFrom).toMatch(new RegExp(`savepoint-${before.jobId.slice(0, 6)}-`));
  expect((await live("job-changed")).map((listed) => listed.jobId)).toEqual([after.jobId]);
  await handler.delete("", after, recordingContext());
});

test("a version with broken SQL is refused while the old job keeps running, untouched", async () => {
  const before = (await handler.create(job("broken", COUNT), recordingContext())).outputs;
  await expect(
    handler.update("", before, job("broken", "SELECT nope FROM numbers"), recordingContext()),
  ).rejects.toThrow(/job-broken: the new version is refused, the running one keeps serving: .*nope/s);
  expect((await live("job-broken")).map((listed) => listed.jobId)).toEqual([before.jobId]);
  await handler.delete("", before, recordingContext());
});

test("a version that can't take over the state is undone: the old one serves from where it was", async () => {
  const inputs = job("undone", COUNT);
  const before = (await handler.create(inputs, recordingContext())).outputs;
  const other = job("undone", "SELECT k, v FROM numbers");
  await expect(handler.update("", before, other, recordingContext())).rejects.toThrow(
    /the new version failed, the former one keeps serving: .*--allow-delete job-undone/s,
  );
  const running = await live("job-undone");
  expect(running).toHaveLength(1);
  expect(readJournal(folders().savepointDir, "job-undone")).toMatchObject({
    step: "running",
    current: { healthy: true },
    previous: null,
  });
  await lookAgain();
  expect(await handler.probe?.("", before, inputs, recordingContext())).toEqual([]);
  process.env[ALLOW_DELETE] = "job-undone";
  const forgotten = await handler.update("", before, other, recordingContext());
  expect(forgotten.startedFrom).toBeNull();
  expect(await live("job-undone")).toHaveLength(1);
  await handler.delete("", forgotten, recordingContext());
});

test("a job that was cancelled goes on from its newest checkpoint, and never from nothing", async () => {
  const inputs = job("cancelled", SUM);
  const before = (await handler.create(inputs, recordingContext())).outputs;
  await flinkRest(restUrl).cancel(before.jobId);
  await lookAgain();
  const context = recordingContext();
  expect(await handler.probe?.("", before, inputs, context)).toEqual([{ property: "state", kind: "update" }]);
  expect(context.warnings).toEqual([expect.stringMatching(/job-cancelled does not run/)]);
  expect(await handler.read("", before, recordingContext())).toMatchObject({
    found: true,
    outputs: { state: "CANCELED" },
  });
  const repaired = await handler.update("", before, inputs, recordingContext());
  expect(repaired.startedFrom).toContain(path.join(before.jobId, "chk-"));

  await flinkRest(restUrl).cancel(repaired.jobId);
  await lookAgain();
  for (const jobId of [before.jobId, repaired.jobId]) {
    rmSync(path.join(folders().checkpointDir, jobId), { recursive: true });
  }
  await expect(handler.update("", repaired, inputs, recordingContext())).rejects.toThrow(
    /job-cancelled worked before, but none of its savepoints or checkpoints is left.*--allow-delete job-cancelled/,
  );
  expect(await live("job-cancelled")).toHaveLength(0);
});

test("an update that broke off after the old job was stopped is finished by the next one", async () => {
  const before = (await handler.create(job("interrupted", COUNT), recordingContext())).outputs;
  const { savepointDir } = folders();
  const journal = readJournal(savepointDir, "job-interrupted");
  if (journal === null) {
    throw new Error("no journal");
  }
  writeJournal(savepointDir, "job-interrupted", { ...journal, step: "stopping" });
  await flinkRest(restUrl).stopWithSavepoint(
    before.jobId,
    `file://${path.join(savepointDir, "job-interrupted")}`,
  );
  const after = await handler.update("", before, job("interrupted", COUNT, 2), recordingContext());
  expect(after.startedFrom).toMatch(new RegExp(`savepoint-${before.jobId.slice(0, 6)}-`));
  expect(await live("job-interrupted")).toHaveLength(1);
  await handler.delete("", after, recordingContext());
});

test("a killed cluster: a look warns, and after its start the job goes on from its newest checkpoint, journal or not", async () => {
  const inputs = job("killed", COUNT);
  const before = (await handler.create(inputs, recordingContext())).outputs;
  await engine.stop();
  const context = recordingContext();
  await lookAgain();
  expect(await handler.probe?.("", before, inputs, context)).toEqual([]);
  expect(context.warnings).toEqual([expect.stringMatching(/job-killed can't be verified/)]);
  expect(await handler.read("", before, recordingContext())).toMatchObject({
    found: true,
    outputs: { state: "RUNNING" },
  });
  await engine.start();
  rmSync(path.join(folders().savepointDir, "job-killed.json"));
  const after = await handler.update("", before, inputs, recordingContext());
  expect(after.startedFrom).toContain(path.join(before.jobId, "chk-"));
  await handler.delete("", after, recordingContext());
});

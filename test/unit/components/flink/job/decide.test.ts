import fc from "fast-check";
import { expect, test } from "vitest";
import { decideJob, type JobSituation } from "../../../../../components/flink/job/decide";

const nothing: JobSituation = {
  wanted: "new",
  live: [],
  expected: null,
  hasState: false,
  restorePoint: null,
  mayForget: false,
};
const job = (jobId: string, fingerprint: string | null, state = "RUNNING", startedAt = 0) => ({
  jobId,
  fingerprint,
  state,
  startedAt,
});

test.each<[string, Partial<JobSituation>, object]>([
  ["a first run starts without state", {}, { kind: "start", from: null }],
  [
    "a dead job goes on from its restore point",
    { hasState: true, restorePoint: "/c" },
    { kind: "start", from: "/c" },
  ],
  ["a lost state is not silently forgotten", { hasState: true }, { kind: "refuse" }],
  [
    "a lost state is forgotten on request",
    { hasState: true, mayForget: true },
    { kind: "start", from: null },
  ],
  ["the wanted job is taken over", { live: [job("a", "new")] }, { kind: "take-over", jobId: "a" }],
  ["another version is replaced", { live: [job("a", "old")] }, { kind: "replace", jobId: "a" }],
  [
    "a job of unknown origin counts as another version",
    { live: [job("a", null)] },
    { kind: "replace", jobId: "a" },
  ],
  ["a job that ends is waited for", { live: [job("a", "new", "CANCELLING")] }, { kind: "wait", jobId: "a" }],
  [
    "of several jobs the expected one stays",
    { live: [job("a", "new"), job("b", "old")], expected: "b" },
    { kind: "end-duplicates", jobIds: ["a"] },
  ],
  [
    "else the one with the wanted version, else the oldest",
    { live: [job("a", "new", "RUNNING", 9), job("b", "old"), job("c", "new", "RUNNING", 5)] },
    { kind: "end-duplicates", jobIds: ["a", "b"] },
  ],
])("%s", (_what, situation, action) => {
  expect(decideJob({ ...nothing, ...situation })).toEqual(action);
});

const situations = fc.record<JobSituation>({
  wanted: fc.constantFrom("new", "old"),
  live: fc.uniqueArray(
    fc.record({
      jobId: fc.constantFrom("a", "b", "c", "d"),
      fingerprint: fc.constantFrom("new", "old", null),
      state: fc.constantFrom(
        "INITIALIZING",
        "CREATED",
        "RUNNING",
        "RESTARTING",
        "FAILING",
        "CANCELLING",
        "SUSPENDED",
        "RECONCILING",
      ),
      startedAt: fc.nat(),
    }),
    { selector: (live) => live.jobId, maxLength: 4 },
  ),
  expected: fc.constantFrom("a", "b", null),
  hasState: fc.boolean(),
  restorePoint: fc.constantFrom("/savepoint", null),
  mayForget: fc.boolean(),
});

test("never two writers: nothing is started while a job of the name lives, and all duplicates but one are ended", () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const action = decideJob(situation);
      if (situation.live.length > 0) {
        expect(action.kind).not.toBe("start");
      }
      if (action.kind === "end-duplicates") {
        expect(new Set(action.jobIds).size).toBe(situation.live.length - 1);
      }
      if (action.kind === "take-over" || action.kind === "replace") {
        expect(situation.live.map((live) => live.jobId)).toEqual([action.jobId]);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("never an empty start while a restore point exists or state is missing, unless it was asked for", () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const action = decideJob(situation);
      if (action.kind === "start" && action.from === null && !situation.mayForget) {
        expect(situation.restorePoint).toBeNull();
        expect(situation.hasState).toBe(false);
      }
      if (action.kind === "start" && action.from !== null) {
        expect(action.from).toBe(situation.restorePoint);
      }
    }),
    { numRuns: 2_000 },
  );
});

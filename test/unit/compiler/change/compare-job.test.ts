import { describe, expect, it } from "vitest";
import { compareJobs } from "../../../../jobs/compiler/change/compare-job";
import { sameQuery } from "../../../../jobs/compiler/change/same-query";
import { widens } from "../../../../jobs/compiler/change/widens";
import type { JobNode } from "../../../../jobs/compiler/plan/job-node";
import { planOf } from "../fixtures/warehouse";

const job = (() => {
  const found = planOf().jobs.find((one) => one.name === "trip");
  if (found === undefined) throw new Error("no job trip");
  return { ...found, stateTtlMs: 86_400_000 };
})();

const states = (changes: Partial<JobNode>) =>
  compareJobs(job, { ...job, ...changes }).map((one) => one.state);

describe("two versions of a job", () => {
  it("keep their state when only its time to live is longer or shorter, not when it becomes limited or unlimited", () => {
    expect(states({ stateTtlMs: 1 })).toEqual(["carries"]);
    expect(states({ stateTtlMs: 0 })).toEqual(["refused"]);
    expect(compareJobs({ ...job, stateTtlMs: 0 }, job).map((one) => one.state)).toEqual(["refused"]);
  });

  it("keep it with another parallelism, not with other key groups or what is not known", () => {
    expect(states({ parallelism: 4 })).toEqual(["carries"]);
    expect(states({ maxParallelism: 64 })).toEqual(["refused"]);
    const later = { ...job, shuffle: "adaptive" };
    expect(compareJobs(job, later).map((one) => one.state)).toEqual(["refused"]);
  });

  it("lose it when a topic is read otherwise or no more, or a SELECT is cast otherwise", () => {
    const [first, ...others] = job.reads;
    if (first === undefined) throw new Error("no read");
    expect(states({ reads: others })).toEqual(["refused"]);
    expect(states({ reads: [{ ...first, topic: "other" }, ...others] })).toEqual(["refused"]);
    expect(states({ reads: [{ ...first, key: [] }, ...others] })).toEqual(["refused"]);
    const views = job.views.map((view, i) =>
      i === 0 ? { ...view, casts: view.casts.map(() => true) } : view,
    );
    expect(states({ views })).toEqual(["refused"]);
  });

  it("lose it with a store less, and fill a new store only from the start", () => {
    const without = (system: string) => job.writes.filter((write) => write.system !== system);
    expect(states({ writes: without("adb") })).toEqual(["refused"]);
    expect(compareJobs({ ...job, writes: without("adb") }, job).map((one) => one.state)).toEqual([
      "incomplete",
    ]);
  });
});

describe("the same query", () => {
  it.each([
    ["SELECT a FROM b.c", "select  a\n-- all\nfrom `b`.`c`", true],
    ["SELECT a FROM b.c", "SELECT A FROM b.c", false],
    ["SELECT 'a b' FROM b.c", "SELECT 'a  b' FROM b.c", false],
    ["SELECT a FROM b.c", "SELECT /*+ BROADCAST(b) */ a FROM b.c", false],
    ["SELECT a FROM b.c", "SELECT `a FROM b.c", false],
  ])("%s and %s: %s", (a, b, same) => {
    expect(sameQuery(a, b)).toBe(same);
  });
});

describe("a wider type", () => {
  it.each([
    ["INT", "BIGINT", true],
    ["BIGINT", "INT", false],
    ["FLOAT", "DOUBLE", true],
    ["DECIMAL(10, 2)", "DECIMAL(18, 2)", true],
    ["DECIMAL(10, 2)", "DECIMAL(10, 4)", false],
    ["VARCHAR(10)", "STRING", true],
    ["STRING", "BIGINT", false],
  ])("%s to %s: %s", (from, to, wider) => {
    expect(widens(from, to)).toBe(wider);
  });
});

import { expect } from "vitest";
import { handler } from "../../../components/flink/job/handler";
import type { TableChange } from "../../../jobs/compiler/change/change-report";
import { classify } from "../../../jobs/compiler/change/classify";
import type { JobNode } from "../../../jobs/compiler/plan/job-node";
import type { Plan } from "../../../jobs/compiler/plan/plan";
import { newestRows } from "../../e2e/topic-rows";
import { recordingContext } from "../data-plane/fixture";
import { planOf } from "./base-warehouse";
import type { Kind } from "./kinds";
import type { ShopEngines } from "./shop-engines";
import { earlierRecords, laterRecords } from "./shop-records";

/** What really became of a changed job. */
export type Outcome =
  /** Its program is the same: nothing is done. */
  | "untouched"
  /** It went on from its savepoint, and all rows are as if the new version had always run. */
  | "restored, right"
  /** It went on from its savepoint, but rows are missing or stale. */
  | "restored, wrong"
  /** Flink refused to restore it. */
  | "refused"
  | "new job, right"
  | "new job, wrong"
  | "stopped";

/** A kind of change with the class that was said and the outcome that was seen. */
export interface Judgement {
  readonly kind: string;
  readonly change: TableChange;
  readonly outcome: Outcome;
}

/** Outcomes that a class promises; `state-breaking` and `destructive` promise that going on is not possible or not right. */
export const PROMISED: Readonly<Record<TableChange["class"], readonly Outcome[]>> = {
  "no-change": ["untouched"],
  metadata: ["untouched"],
  additive: ["new job, right", "restored, right"],
  "state-compatible": ["restored, right"],
  "state-breaking": ["refused", "restored, wrong", "new job, right"],
  destructive: ["refused", "restored, wrong", "stopped"],
};

/** How far the numbers of a warehouse and of its twin are apart. */
const TWIN = 1000;

/** Deploys the old version, feeds it, applies the new one from its savepoint, feeds it on, and looks at every row. */
export async function judge(engines: ShopEngines, kind: Kind, number: number): Promise<Judgement> {
  const [old, now] = [planOf(kind.old, number), planOf(kind.now, number)];
  const report = classify(old, now);
  const table = kind.table.replace("§", `_${number}`);
  const change = report.tables.find((one) => one.table === table);
  if (change === undefined) throw new Error(`${kind.name}: ${table} is in neither Plan`);
  const name = kind.job.replace("§", `_${number}`);
  const [former, next] = [jobOf(old, name), jobOf(now, name)];
  const done = (outcome: Outcome): Judgement => ({ kind: kind.name, change, outcome });
  if (former !== undefined && next !== undefined && same(engines.job(old, former), engines.job(now, next)))
    return done("untouched");

  const running = new Map<string, string>();
  try {
    await engines.makeTopics(old);
    await engines.feed(old, earlierRecords());
    for (const job of inOrder(old)) await start(engines, old, job, running);
    if (next === undefined) {
      if (former !== undefined) await stop(engines, old, former, running);
      return done("stopped");
    }
    await engines.makeTopics(now);
    // A table that is captured from now on comes with its snapshot.
    const captured = old.topics.map((topic) => topic.name);
    await engines.feed(
      now,
      earlierRecords().filter((one) => !captured.some((topic) => topic.endsWith(`_${number}.${one.table}`))),
    );
    for (const job of inOrder(now).filter((one) => one.name !== name))
      await follow(engines, [old, now], job, running);
    if (former === undefined) await start(engines, now, next, running);
    else if (!(await goOn(engines, [old, now], next, running))) return done("refused");
    await engines.feed(now, laterRecords());
    for (const job of inOrder(now)) await engines.caughtUp(job, running.get(job.name) ?? "");
    const right = await hasRowsOf(engines, kind, number, name);
    if (former === undefined) return done(right ? "new job, right" : "new job, wrong");
    return done(right ? "restored, right" : "restored, wrong");
  } finally {
    for (const plan of [old, now])
      for (const job of plan.jobs) if (running.has(job.name)) await stop(engines, plan, job, running);
  }
}

/** Whether the job's tables hold what a twin holds that had the new version from the start. */
async function hasRowsOf(engines: ShopEngines, kind: Kind, number: number, job: string): Promise<boolean> {
  const twin = number + TWIN;
  const plan = planOf(kind.now, twin);
  const running = new Map<string, string>();
  await engines.makeTopics(plan);
  await engines.feed(plan, earlierRecords());
  await engines.feed(plan, laterRecords());
  try {
    for (const one of inOrder(plan)) await start(engines, plan, one, running);
    const tables = plan.tables.filter((one) => one.job === job.replace(`_${number}`, `_${twin}`));
    for (const { id, key } of tables) {
      const [seen, wanted] = [
        await newestRows(engines.bootstrapServers, id.replace(`_${twin}`, `_${number}`), key),
        await newestRows(engines.bootstrapServers, id, key),
      ];
      expect(wanted.length, `rows of ${id}`).toBeGreaterThan(0);
      if (sorted(seen) !== sorted(wanted)) return false;
    }
    return true;
  } finally {
    for (const one of plan.jobs) if (running.has(one.name)) await stop(engines, plan, one, running);
  }
}

/** Writers of a topic before its readers. */
function inOrder(plan: Plan): readonly JobNode[] {
  const captures = (job: JobNode) => job.reads.some((read) => read.encoding === "canal");
  return [...plan.jobs].sort((a, b) => Number(captures(b)) - Number(captures(a)));
}

function jobOf(plan: Plan, name: string): JobNode | undefined {
  return plan.jobs.find((job) => job.name === name);
}

function same(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function sorted(rows: readonly object[]): string {
  return rows
    .map((row) => JSON.stringify(row))
    .sort()
    .join("\n");
}

async function start(
  engines: ShopEngines,
  plan: Plan,
  job: JobNode,
  running: Map<string, string>,
): Promise<void> {
  const { outputs } = await handler.create(engines.job(plan, job), recordingContext());
  running.set(job.name, outputs.jobId);
  await engines.caughtUp(job, outputs.jobId);
}

async function stop(
  engines: ShopEngines,
  plan: Plan,
  job: JobNode,
  running: Map<string, string>,
): Promise<void> {
  const inputs = engines.job(plan, job);
  const known = { ...inputs, jobId: running.get(job.name) ?? "", fingerprint: "", state: "RUNNING" };
  running.delete(job.name);
  await handler.delete("", { ...known, startedFrom: null, savepoint: null }, recordingContext());
}

/** Brings a job that is not judged to the new Plan; where it can't go on from its savepoint, without state. */
async function follow(
  engines: ShopEngines,
  plans: readonly [Plan, Plan],
  job: JobNode,
  running: Map<string, string>,
): Promise<void> {
  const [old, now] = plans;
  const former = jobOf(old, job.name);
  if (former !== undefined) {
    if (same(engines.job(old, former), engines.job(now, job))) return;
    if (await goOn(engines, plans, job, running)) return;
    await stop(engines, old, former, running);
  }
  await start(engines, now, job, running);
}

/** Goes on from the savepoint of the running version; false when Flink refuses, and then the old one runs again. */
async function goOn(
  engines: ShopEngines,
  [old, now]: readonly [Plan, Plan],
  job: JobNode,
  running: Map<string, string>,
): Promise<boolean> {
  const former = jobOf(old, job.name);
  if (former === undefined) throw new Error(`${job.name} did not run before`);
  const inputs = engines.job(old, former);
  const known = { jobId: running.get(job.name) ?? "", fingerprint: "", state: "RUNNING" };
  try {
    const outputs = await handler.update(
      "",
      { ...inputs, ...known, startedFrom: null, savepoint: null },
      engines.job(now, job),
      recordingContext(),
    );
    expect(outputs.startedFrom).not.toBeNull();
    running.set(job.name, outputs.jobId);
    return true;
  } catch (error) {
    if (
      error instanceof Error &&
      /the former one keeps serving/.test(error.message) &&
      REFUSAL.test(error.message)
    )
      return false;
    throw error;
  }
}

/** What Flink says when it can't map or read state. */
const REFUSAL =
  /no operator for the state|cannot map|not be incompatible|state backend|StateMigration|incompatible/i;

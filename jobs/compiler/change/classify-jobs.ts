import type { JobNode } from "../plan/job-node";
import type { Plan } from "../plan/plan";
import type { JobChange, Resume } from "./change-report";
import { compareJobs, type JobDifference } from "./compare-job";

/** How one job takes the change, and at which of its tables the reasons lie. */
export interface JobVerdict extends JobChange {
  readonly differences: readonly JobDifference[];
}

/**
 * How every job of either Plan takes the change. `rebuilt`: tables whose store tables are made anew, so that what
 * writes them must write all of their rows again.
 */
export function classifyJobs(
  old: Plan,
  now: Plan,
  rebuilt: ReadonlyMap<string, string>,
): ReadonlyMap<string, JobVerdict> {
  const before = new Map(old.jobs.map((job) => [job.name, job]));
  const after = new Map(now.jobs.map((job) => [job.name, job]));
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return new Map(names.map((name) => [name, verdict(before.get(name), after.get(name), old, now, rebuilt)]));
}

function verdict(
  former: JobNode | undefined,
  job: JobNode | undefined,
  old: Plan,
  now: Plan,
  rebuilt: ReadonlyMap<string, string>,
): JobVerdict {
  if (job === undefined) {
    const name = former?.name ?? "";
    const resume: Resume = { kind: "stops", job: name, topics: [] };
    return { job: name, resume, why: "none of its tables is left in it", differences: [] };
  }
  const topics = job.reads.map((read) => read.topic).sort();
  const { name } = job;
  if (former === undefined)
    return { job: name, resume: { kind: "new-job", job: name, topics }, why: "it is new", differences: [] };
  const anew = now.tables
    .filter((table) => table.job === name && rebuilt.has(table.id))
    .map((table): JobDifference => {
      return { table: table.id, state: "incomplete", text: rebuilt.get(table.id) ?? "" };
    });
  const differences = [...compareJobs(former, job), ...anew];
  const losing = differences.filter((one) => one.state !== "carries");
  if (losing.length > 0)
    return {
      job: name,
      resume: { kind: "fresh-start", job: name, topics },
      why: losing.map((one) => one.text).join("; "),
      differences,
    };
  const redeployed = former.hash !== job.hash || partitions(former, old) !== partitions(job, now);
  return {
    job: name,
    resume: { kind: redeployed ? "savepoint" : "nothing-to-do", job: name, topics: [] },
    why: differences.map((one) => one.text).join("; "),
    differences,
  };
}

/** The partitions of all that a job reads and writes: the running job was checked against them. */
function partitions(job: JobNode, plan: Plan): string {
  const ids = [...job.reads.map((read) => `topic:${read.topic}`), ...job.writes.map((write) => write.target)];
  return plan.topics
    .filter((topic) => ids.includes(topic.id))
    .map((topic) => `${topic.name} ${topic.partitions}`)
    .join("\n");
}

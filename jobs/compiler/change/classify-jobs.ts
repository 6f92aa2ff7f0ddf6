import type { JobNode } from "../plan/job-node";
import type { Plan } from "../plan/plan";
import type { TopicNode } from "../plan/topic-node";
import type { JobChange, Resume } from "./change-report";
import { compareJobs, type JobDifference } from "./compare-job";

/** How one job takes the change, and at which of its tables the reasons lie. */
export interface JobVerdict extends JobChange {
  readonly differences: readonly JobDifference[];
}

/**
 * How every job of either Plan takes the change. `moved`: topics with another number of partitions. `rebuilt`: tables whose store tables are made anew, so that what
 * writes them must write all of their rows again.
 */
export function classifyJobs(
  old: Plan,
  now: Plan,
  moved: readonly TopicNode[],
  rebuilt: ReadonlyMap<string, string>,
): ReadonlyMap<string, JobVerdict> {
  const before = new Map(old.jobs.map((job) => [job.name, job]));
  const after = new Map(now.jobs.map((job) => [job.name, job]));
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const topics = new Set(moved.map((topic) => topic.id));
  const anew = now.tables.filter((table) => rebuilt.has(table.id));
  return new Map(
    names.map((name) => {
      const written = anew
        .filter((table) => table.job === name)
        .map(({ id }): JobDifference => ({ table: id, state: "incomplete", text: rebuilt.get(id) ?? "" }));
      return [name, verdict(before.get(name), after.get(name), topics, written)];
    }),
  );
}

function verdict(
  former: JobNode | undefined,
  job: JobNode | undefined,
  moved: ReadonlySet<string>,
  anew: readonly JobDifference[],
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
  const differences = [...(former.hash === job.hash ? [] : compareJobs(former, job)), ...anew];
  const losing = differences.filter((one) => one.state !== "carries");
  if (losing.length > 0)
    return {
      job: name,
      resume: { kind: "fresh-start", job: name, topics },
      why: losing.map((one) => one.text).join("; "),
      differences,
    };
  const redeployed = former.hash !== job.hash || touches(job, moved);
  return {
    job: name,
    resume: { kind: redeployed ? "savepoint" : "nothing-to-do", job: name, topics: [] },
    why: differences.map((one) => one.text).join("; "),
    differences,
  };
}

/** Whether a job reads or writes one of the topics: the running job was checked against their partitions. */
function touches(job: JobNode, moved: ReadonlySet<string>): boolean {
  return (
    moved.size > 0 &&
    (job.reads.some((read) => moved.has(`topic:${read.topic}`)) ||
      job.writes.some((write) => moved.has(write.target)))
  );
}

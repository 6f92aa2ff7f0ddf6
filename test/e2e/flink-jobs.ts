import { ports } from "./connections";

/** The jobs that Flink runs now, by name; a name that runs twice is an error. */
export async function runningJobs(): Promise<ReadonlyMap<string, string>> {
  const response = await fetch(`http://127.0.0.1:${ports.flink}/jobs/overview`);
  const { jobs } = (await response.json()) as { jobs: { jid: string; name: string; state: string }[] };
  const running = jobs.filter((job) =>
    ["RUNNING", "CREATED", "RESTARTING", "INITIALIZING"].includes(job.state),
  );
  const names = running.map((job) => job.name);
  const doubled = names.filter((name, index) => names.indexOf(name) !== index);
  if (doubled.length > 0) throw new Error(`two jobs of one name: ${doubled.join(", ")}`);
  return new Map(running.map((job) => [job.name, job.jid]));
}

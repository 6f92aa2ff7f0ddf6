import { fingerprint, type JobSpec } from "./job-spec";
import type { Journal, RunVersion } from "./journal";

/** The version that runs as `jobId`, as far as it is known. Whatever runs has state. */
export function adopted(journal: Journal | null, spec: JobSpec, jobId: string): RunVersion {
  const current = journal?.current ?? null;
  return current?.jobId === jobId
    ? current
    : { jobId, spec, lineage: [jobId, ...(current?.lineage ?? [])], healthy: true, startedFrom: null };
}

/** Ids of the jobs that the next version takes its state from. */
export function lineageFor(journal: Journal | null, spec: JobSpec): readonly string[] {
  const { current = null, previous = null } = journal ?? {};
  const goesBack =
    previous !== null && current?.healthy !== true && fingerprint(previous.spec) === fingerprint(spec);
  return (goesBack ? previous : current)?.lineage ?? [];
}

/** The journal that must have been, where only Pulumi's state is left. */
export function remembered(known: RunVersion | null): Journal | null {
  return known === null
    ? null
    : { version: 1, step: "running", current: known, previous: null, savepoint: null };
}

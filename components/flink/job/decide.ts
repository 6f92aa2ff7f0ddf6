/** A job of the wanted name that has not ended, as Flink tells it. */
export interface LiveJob {
  readonly jobId: string;
  readonly state: string;
  /** Null when it was not started by Stratahouse. */
  readonly fingerprint: string | null;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

/** What is known and what is wanted when a job is brought to its declaration. */
export interface JobSituation {
  readonly wanted: string;
  /** Jobs of this name that have not ended. */
  readonly live: readonly LiveJob[];
  /** Id of the job that the journal says should run, if any. */
  readonly expected: string | null;
  /** Whether a version of this job once worked, so that there is state to lose. */
  readonly hasState: boolean;
  /** The newest savepoint or checkpoint of this job, if any. */
  readonly restorePoint: string | null;
  /** Whether the user named the job as one that may start without its state. */
  readonly mayForget: boolean;
}

/** The next step towards the declaration. */
export type JobAction =
  /** A job is just ending: look again when it has. */
  | { readonly kind: "wait"; readonly jobId: string }
  /** Several jobs write the same tables: end all but one, then look again. */
  | { readonly kind: "end-duplicates"; readonly jobIds: readonly string[] }
  /** The wanted job runs already. */
  | { readonly kind: "take-over"; readonly jobId: string }
  /** Another version runs: stop it with a savepoint and go on from there. */
  | { readonly kind: "replace"; readonly jobId: string }
  /** Nothing runs. `from` null: without state. */
  | { readonly kind: "start"; readonly from: string | null }
  /** Nothing runs, and the state that there once was is not to be found. */
  | { readonly kind: "refuse" };

const ENDING: ReadonlySet<string> = new Set(["FAILING", "CANCELLING", "SUSPENDED"]);
const ENDED: ReadonlySet<string> = new Set(["FINISHED", "CANCELED", "FAILED"]);

/** Whether a job of this state is over for good. */
export function hasEnded(state: string): boolean {
  return ENDED.has(state);
}

/**
 * What to do next. Holds for every situation: a job is started only when none of its name lives, and without state
 * only when it never worked or the user said so.
 */
export function decideJob(situation: JobSituation): JobAction {
  const { live, wanted, expected } = situation;
  const ending = live.find((job) => ENDING.has(job.state));
  if (ending !== undefined) {
    return { kind: "wait", jobId: ending.jobId };
  }
  const [kept, ...rest] = [...live].sort(
    (a, b) =>
      Number(b.jobId === expected) - Number(a.jobId === expected) ||
      Number(b.fingerprint === wanted) - Number(a.fingerprint === wanted) ||
      a.startedAt - b.startedAt,
  );
  if (kept !== undefined) {
    if (rest.length > 0) {
      return { kind: "end-duplicates", jobIds: rest.map((job) => job.jobId) };
    }
    return { kind: kept.fingerprint === wanted ? "take-over" : "replace", jobId: kept.jobId };
  }
  if (situation.mayForget || (!situation.hasState && situation.restorePoint === null)) {
    return { kind: "start", from: null };
  }
  return situation.restorePoint === null
    ? { kind: "refuse" }
    : { kind: "start", from: situation.restorePoint };
}

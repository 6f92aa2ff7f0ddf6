import { setTimeout as sleep } from "node:timers/promises";
import type { OperationContext } from "../../provider/operation-context";
import { FlinkRequestError } from "../rest/flink-error";
import type { FlinkRest } from "../rest/flink-rest";
import { hasEnded } from "./decide";

const POLL_MS = 100;
const HEALTH_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 120_000;
const END_TIMEOUT_MS = 60_000;
/** So many failures in one start are a verdict, not a passing trouble. */
const MAX_FAILURES = 3;

/**
 * Waits until every vertex runs and a checkpoint that was triggered after that is complete. Null when so, else why not
 * (the root cause of the job's failure).
 */
export async function awaitHealthy(
  rest: FlinkRest,
  jobId: string,
  context: OperationContext,
): Promise<string | null> {
  const deadline = Date.now() + HEALTH_TIMEOUT_MS;
  const before = (await rest.failures(jobId).catch(() => [])).length;
  let runningSince: number | null = null;
  let polls = 0;
  for (;;) {
    context.signal.throwIfAborted();
    const job = await rest.job(jobId);
    if (job === null) {
      return `the cluster does not know job ${jobId} any more; was it restarted?`;
    }
    if (hasEnded(job.state)) {
      return (await rest.failures(jobId))[0] ?? `it ended at once (${job.state})`;
    }
    if (
      job.state === "RUNNING" &&
      job.vertices.length > 0 &&
      job.vertices.every((vertex) => vertex === "RUNNING")
    ) {
      if (runningSince === null) {
        runningSince = job.now;
        context.status("running; waiting for its first checkpoint");
        await triggered(rest, jobId);
      }
      const checkpoint = await rest.lastCheckpointAt(jobId);
      if (
        checkpoint !== null &&
        checkpoint >= runningSince &&
        (await staysRunning(rest, jobId, runningSince))
      ) {
        return null;
      }
    } else {
      runningSince = null;
    }
    polls += 1;
    const late = Date.now() > deadline;
    if (late || polls % 5 === 0) {
      const failures = await rest.failures(jobId);
      if (late || failures.length - before >= MAX_FAILURES) {
        return (
          failures[0] ??
          `no checkpoint was completed within ${HEALTH_TIMEOUT_MS / 1000} s (state ${job.state})`
        );
      }
    }
    await sleep(POLL_MS);
  }
}

/** Whether the job still runs and did not fail since `since` (epoch milliseconds): a restart may hide behind a checkpoint. */
async function staysRunning(rest: FlinkRest, jobId: string, since: number): Promise<boolean> {
  const failedAt = await rest.lastFailureAt(jobId);
  const job = await rest.job(jobId);
  return job?.state === "RUNNING" && (failedAt === null || failedAt < since);
}

/** Stops a job with a savepoint below `folder` and waits for both; returns the savepoint's folder. */
export async function stopWithSavepoint(
  rest: FlinkRest,
  jobId: string,
  folder: string,
  context: OperationContext,
): Promise<string> {
  const trigger = await rest.stopWithSavepoint(jobId, `file://${folder}`);
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  for (;;) {
    const location = await rest.savepoint(jobId, trigger);
    if (location !== null) {
      await awaitEnd(rest, jobId, context);
      return location.replace(/^file:(\/\/)?/, "");
    }
    if (Date.now() > deadline) {
      throw new FlinkRequestError(504, `no savepoint was written within ${STOP_TIMEOUT_MS / 1000} s`);
    }
    await sleep(POLL_MS);
  }
}

/** Waits until a job has ended; one that the cluster does not know has. Throws after a minute. */
export async function awaitEnd(rest: FlinkRest, jobId: string, context: OperationContext): Promise<void> {
  context.signal.throwIfAborted();
  if (!(await endsWithin(rest, jobId, END_TIMEOUT_MS))) {
    throw new Error(`job ${jobId} has not ended within ${END_TIMEOUT_MS / 1000} s`);
  }
}

/** Whether a job ends within `milliseconds`. */
export async function endsWithin(rest: FlinkRest, jobId: string, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const job = await rest.job(jobId);
    if (job === null || hasEnded(job.state)) {
      return true;
    }
    if (Date.now() > deadline) {
      return false;
    }
    await sleep(POLL_MS);
  }
}

/** A checkpoint at once saves waiting for the next periodic one; where it can't be had, that one comes. */
async function triggered(rest: FlinkRest, jobId: string): Promise<void> {
  try {
    await rest.triggerCheckpoint(jobId);
  } catch (error) {
    if (!(error instanceof FlinkRequestError)) {
      throw error;
    }
  }
}

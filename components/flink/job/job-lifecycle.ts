import { randomBytes } from "node:crypto";
import * as path from "node:path";
import type { OperationContext } from "../../provider/operation-context";
import { allowDeleteHint, allowedDeletions } from "../../warehouse/deletion-guard";
import { FlinkRequestError, FlinkUnreachableError } from "../rest/flink-error";
import type { FlinkRest } from "../rest/flink-rest";
import { decideJob, hasEnded, type LiveJob } from "./decide";
import { awaitEnd, awaitHealthy, endsWithin, stopWithSavepoint } from "./job-progress";
import { FINGERPRINT_PARAMETER, fingerprint, type JobSpec } from "./job-spec";
import { type Journal, type RunVersion, readJournal, writeJournal } from "./journal";
import { restorePoints } from "./restore-points";
import { adopted, lineageFor, remembered } from "./run-version";
import { storedJar } from "./stored-jar";

/** Where a job keeps what it can be restored from; absolute folders. */
export interface JobFolders {
  /** Holds the journals `<name>.json`, the jars, and the savepoints in `<name>/`. */
  readonly savepointDir: string;
  /** The cluster's checkpoint folder: `<job id>/chk-<n>` below it. */
  readonly checkpointDir: string;
}

/** A job that runs and has proved itself. */
export interface RunningJob {
  readonly jobId: string;
  readonly startedFrom: string | null;
  readonly savepoint: string | null;
}

const MAX_STEPS = 20;
const STOP_ATTEMPTS = 3;
const STOP_UNDER_WAY_MS = 5_000;

/**
 * The life of one named job on one cluster: started, taken over, changed from a savepoint, put back when the change
 * fails, repaired after a crash, stopped. Every decision is made from what the cluster and the disk say, so that an
 * interrupted operation can simply be run again.
 */
export class JobLifecycle {
  readonly #rest: FlinkRest;
  readonly #name: string;
  readonly #folders: JobFolders;
  readonly #context: OperationContext;

  constructor(rest: FlinkRest, name: string, folders: JobFolders, context: OperationContext) {
    this.#rest = rest;
    this.#name = name;
    this.#folders = folders;
    this.#context = context;
  }

  /** Jobs of this name that have not ended, with their fingerprints. */
  async live(): Promise<readonly LiveJob[]> {
    const jobs = (await this.#rest.jobs()).filter((job) => job.name === this.#name && !hasEnded(job.state));
    return Promise.all(
      jobs.map(async ({ jobId, state, startedAt }) => {
        const parameters = await this.#rest.jobParameters(jobId);
        return { jobId, state, startedAt, fingerprint: parameters[FINGERPRINT_PARAMETER] ?? null };
      }),
    );
  }

  /**
   * Brings the job to `spec` and waits until it proved itself. `known`: the version in Pulumi's state, used where the
   * journal was lost. Throws with the root cause; then the former version serves, if any did.
   */
  async converge(spec: JobSpec, known: RunVersion | null): Promise<RunningJob> {
    for (let step = 0; step < MAX_STEPS; step++) {
      this.#context.signal.throwIfAborted();
      const journal = readJournal(this.#folders.savepointDir, this.#name) ?? remembered(known);
      const lineage = lineageFor(journal, spec);
      const mayForget = allowedDeletions().includes(this.#name);
      const action = decideJob({
        wanted: fingerprint(spec),
        live: await this.live(),
        expected: journal?.current?.jobId ?? null,
        hasState: journal?.current?.healthy === true || journal?.previous?.healthy === true,
        restorePoint: this.#newest(lineage),
        mayForget,
      });
      switch (action.kind) {
        case "wait":
          await awaitEnd(this.#rest, action.jobId, this.#context);
          break;
        case "end-duplicates":
          this.#context.warn(
            `${action.jobIds.length + 1} jobs are called ${this.#name}; all but one are cancelled`,
          );
          await this.#end(action.jobIds);
          break;
        case "take-over":
          return this.#prove(adopted(journal, spec, action.jobId));
        case "replace":
          await this.#prepareReplacement(spec, action.jobId, journal, mayForget);
          break;
        case "start":
          return this.#prove(await this.#start(spec, action.from, lineage, journal));
        case "refuse":
          throw new Error(
            `${this.#name} worked before, but none of its savepoints or checkpoints is left below ` +
              `${this.#folders.savepointDir} and ${this.#folders.checkpointDir}. It is not silently started without its state; ` +
              `to start it from the beginning of its topics name it: ${allowDeleteHint(this.#name)}`,
          );
      }
    }
    throw new Error(
      `${this.#name} did not come to rest after ${MAX_STEPS} steps; look at the cluster's own page and run again`,
    );
  }

  /** Ends the job with a savepoint that is kept, or by cancelling where none can be written. Gone already is fine. */
  async remove(): Promise<void> {
    const journal = readJournal(this.#folders.savepointDir, this.#name);
    let savepoint = journal?.savepoint ?? null;
    for (const job of await this.live()) {
      try {
        savepoint = await this.#stop(job.jobId);
        this.#context.info(`${this.#name} stopped; its state is kept in ${savepoint}`);
      } catch (error) {
        if (!(error instanceof FlinkRequestError)) {
          throw error;
        }
        this.#context.warn(`${this.#name} could not write a savepoint (${error.message}) and is cancelled`);
        await this.#end([job.jobId]);
      }
    }
    this.#write({ version: 1, step: "deleted", current: null, previous: null, savepoint });
  }

  /** The version that the journal says should run. */
  expected(): RunVersion | null {
    return readJournal(this.#folders.savepointDir, this.#name)?.current ?? null;
  }

  async #prepareReplacement(
    spec: JobSpec,
    jobId: string,
    journal: Journal | null,
    mayForget: boolean,
  ): Promise<void> {
    this.#context.status("checking the new version");
    try {
      await this.#rest.plan(await this.#jar(spec), spec);
    } catch (error) {
      throw new Error(
        `${this.#name}: the new version is refused, the running one keeps serving: ${messageOf(error)}`,
        {
          cause: error,
        },
      );
    }
    const running = adopted(journal, spec, jobId);
    // While an unproved version runs, the one before it stays the one to go back to.
    const previous = running.healthy ? null : (journal?.previous ?? null);
    const entry = { version: 1, step: "stopping", current: running, previous } as const;
    this.#write({ ...entry, savepoint: journal?.savepoint ?? null });
    if (mayForget) {
      this.#context.warn(`${this.#name} starts without its state, as allowed`);
      await this.#end([jobId]);
      return;
    }
    this.#context.status("stopping the running version with a savepoint");
    const savepoint = await this.#stopOrGiveUp(running);
    if (savepoint !== null) {
      this.#write({ ...entry, savepoint });
    }
  }

  /**
   * Stops a job and returns its savepoint. Null when it ended without one: by the stop that an interrupted run had asked
   * for, or because it does not work, so that it can't write one and its newest checkpoint holds its state.
   */
  async #stopOrGiveUp(running: RunVersion): Promise<string | null> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#stop(running.jobId);
      } catch (error) {
        if (!(error instanceof FlinkRequestError)) {
          throw error;
        }
        if (await endsWithin(this.#rest, running.jobId, STOP_UNDER_WAY_MS)) {
          return null;
        }
        const job = await this.#rest.job(running.jobId);
        const works = job?.vertices.every((vertex) => vertex === "RUNNING") ?? false;
        if (works && attempt < STOP_ATTEMPTS) {
          continue;
        }
        if (works || (this.#newest(running.lineage) === null && running.healthy)) {
          throw new Error(
            `${this.#name}: the running version keeps serving, it could not write a savepoint: ${error.message}`,
            { cause: error },
          );
        }
        this.#context.warn(
          `${this.#name} does not work and can't write a savepoint; it goes on from its newest checkpoint`,
        );
        await this.#end([running.jobId]);
        return null;
      }
    }
  }

  async #start(
    spec: JobSpec,
    from: string | null,
    lineage: readonly string[],
    journal: Journal | null,
  ): Promise<RunVersion> {
    const current = journal?.current ?? null;
    const same = current !== null && fingerprint(current.spec) === fingerprint(spec);
    const version: RunVersion = {
      jobId: await this.#unusedId(journal, same),
      spec,
      lineage: [],
      healthy: same && current.healthy && from !== null,
      startedFrom: from,
    };
    const before = current?.healthy === true && !same ? current : (journal?.previous ?? null);
    const started = { ...version, lineage: [...new Set([version.jobId, ...(from === null ? [] : lineage)])] };
    const jarId = await this.#jar(spec);
    this.#write({
      version: 1,
      step: "starting",
      current: started,
      previous: before,
      savepoint: journal?.savepoint ?? null,
    });
    this.#context.status(from === null ? "starting" : `starting from ${path.basename(from)}`);
    try {
      await this.#submit(jarId, started);
    } catch (error) {
      if (error instanceof FlinkRequestError) {
        return this.#undo(started, error);
      }
      throw error;
    }
    return started;
  }

  /**
   * The id to run under. Where an earlier request got lost its id is used again, because Flink runs no id twice: should
   * that request still arrive, there are not two jobs.
   */
  async #unusedId(journal: Journal | null, same: boolean): Promise<string> {
    const asked = journal?.step === "starting" && same ? journal.current?.jobId : undefined;
    const usable =
      asked !== undefined && this.#newest([asked]) === null && (await this.#rest.job(asked)) === null;
    return usable ? asked : randomBytes(16).toString("hex");
  }

  async #submit(jarId: string, version: RunVersion): Promise<void> {
    const { spec, jobId, startedFrom } = version;
    try {
      await this.#rest.run(jarId, {
        jobId,
        entryClass: spec.entryClass,
        programArgs: spec.programArgs,
        parallelism: spec.parallelism,
        restoreFrom: startedFrom === null ? null : `file://${startedFrom}`,
        configuration: { "pipeline.global-job-parameters": `${FINGERPRINT_PARAMETER}:${fingerprint(spec)}` },
      });
    } catch (error) {
      // A lost reply is no refusal: the job's id tells whether it was taken.
      if (!(error instanceof FlinkUnreachableError) || (await this.#rest.job(jobId)) === null) {
        throw error;
      }
    }
  }

  /** Waits until a version proved itself; where it does not, goes back to the one before it. */
  async #prove(version: RunVersion): Promise<RunningJob> {
    const problem = await awaitHealthy(this.#rest, version.jobId, this.#context);
    if (problem !== null) {
      if (version.healthy) {
        // It worked before, so the trouble is around it: Flink keeps restarting it, and it recovers by itself.
        throw new Error(`${this.#name} runs but does not get well: ${problem}`);
      }
      await this.#end([version.jobId]);
      await this.#undo(version, new Error(problem));
    }
    const journal = readJournal(this.#folders.savepointDir, this.#name);
    const savepoint = journal?.savepoint ?? null;
    this.#write({
      version: 1,
      step: "running",
      current: { ...version, healthy: true },
      previous: null,
      savepoint,
    });
    return { jobId: version.jobId, startedFrom: version.startedFrom, savepoint };
  }

  async #undo(failed: RunVersion, cause: Error): Promise<never> {
    const journal = readJournal(this.#folders.savepointDir, this.#name);
    const previous = journal?.previous ?? null;
    const hint =
      failed.startedFrom === null
        ? ""
        : `\nIf its state can't be carried over, start it from the beginning of its topics: ${allowDeleteHint(this.#name)}`;
    if (journal === null || previous === null) {
      const from = failed.startedFrom === null ? "" : ` from ${failed.startedFrom}`;
      throw new Error(`${this.#name} could not be started${from}: ${messageOf(cause)}${hint}`, { cause });
    }
    this.#context.status("the new version failed; starting the former one again");
    const jobId = randomBytes(16).toString("hex");
    const from = this.#newest(previous.lineage);
    const back: RunVersion = {
      ...previous,
      jobId,
      lineage: [jobId, ...previous.lineage],
      startedFrom: from,
      healthy: true,
    };
    if (from === null && previous.healthy) {
      throw new Error(
        `${this.#name}: the new version failed (${messageOf(cause)}), and no savepoint of the former one is left`,
      );
    }
    const jarId = await this.#jar(previous.spec);
    this.#write({ ...journal, step: "starting", current: back, previous: null });
    await this.#submit(jarId, back);
    const problem = await awaitHealthy(this.#rest, jobId, this.#context);
    if (problem !== null) {
      throw new Error(
        `${this.#name}: the new version failed (${messageOf(cause)}), and the former one does not start again from ${from}: ${problem}`,
      );
    }
    this.#write({ ...journal, step: "running", current: back, previous: null });
    throw new Error(
      `${this.#name}: the new version failed, the former one keeps serving: ${messageOf(cause)}${hint}`,
      { cause },
    );
  }

  async #stop(jobId: string): Promise<string> {
    return stopWithSavepoint(
      this.#rest,
      jobId,
      path.join(this.#folders.savepointDir, this.#name),
      this.#context,
    );
  }

  async #end(jobIds: readonly string[]): Promise<void> {
    for (const jobId of jobIds) {
      await this.#rest.cancel(jobId);
      await awaitEnd(this.#rest, jobId, this.#context);
    }
  }

  #newest(lineage: readonly string[]): string | null {
    const { checkpointDir, savepointDir } = this.#folders;
    return restorePoints(lineage, checkpointDir, path.join(savepointDir, this.#name))[0]?.path ?? null;
  }

  #jar(spec: JobSpec): Promise<string> {
    return storedJar(this.#rest, spec, path.join(this.#folders.savepointDir, "jars"));
  }

  #write(journal: Journal): void {
    writeJournal(this.#folders.savepointDir, this.#name, journal);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import * as path from "node:path";
import { z } from "zod";
import type { OperationContext } from "../../provider/operation-context";
import type { Change, ReadResult, ResourceHandler } from "../../provider/resource-handler";
import { FlinkUnreachableError } from "../rest/flink-error";
import { hasEnded } from "./decide";
import { flinkRest, recentJobs } from "./flink-clusters";
import { type JobFolders, JobLifecycle } from "./job-lifecycle";
import { FINGERPRINT_PARAMETER, fingerprint, type JobSpec } from "./job-spec";
import type { RunVersion } from "./journal";

const absoluteFolder = z
  .string()
  .transform((folder) => folder.replace(/^file:(\/\/)?/, ""))
  .refine((folder) => path.isAbsolute(folder), "must be an absolute path");

/** What every kind of job is declared with, beside what its program does. */
export const jobPlacement = {
  /** E.g. `http://127.0.0.1:18081`. */
  restUrl: z.url(),
  /** Flink's `pipeline.name`, as the program sets it, e.g. `job-trip`. At most one job of a name runs. */
  name: z
    .string()
    .regex(/^[a-zA-Z0-9._-]+$/, "a job's name has letters, digits, dots, dashes and underscores"),
  jarPath: z.string().min(1),
  jarSha256: z.string().regex(/^[0-9a-f]{64}$/, "is the SHA-256 of the jar: 64 lower-case hex digits"),
  /** Absolute folder for savepoints, jars and journals. */
  savepointDir: absoluteFolder,
  /** Absolute folder of the cluster's checkpoints. */
  checkpointDir: absoluteFolder,
};

/** Where a job runs and keeps its state. */
export interface JobPlacement extends JobFolders {
  readonly restUrl: string;
  readonly name: string;
}

/** What is known of a job once it ran. */
export interface JobOutputs {
  readonly jobId: string;
  readonly fingerprint: string;
  /** `RUNNING`, or how it ended (`FAILED`, `CANCELED`, `FINISHED`, `GONE`). */
  readonly state: string;
  /** Savepoint or checkpoint that it was started from; null: without state. */
  readonly startedFrom: string | null;
  /** The newest savepoint that was written when a version was replaced. */
  readonly savepoint: string | null;
}

/** The handler of a kind of job; `specOf` says which program its inputs mean. */
export function jobHandler<I extends JobPlacement>(
  type: string,
  inputs: z.ZodType<I>,
  specOf: (inputs: I) => JobSpec,
): ResourceHandler<I, I & JobOutputs> {
  const lifecycle = (placement: I, context: OperationContext) =>
    new JobLifecycle(flinkRest(placement.restUrl), placement.name, placement, context);

  async function converge(
    news: I,
    known: RunVersion | null,
    context: OperationContext,
  ): Promise<I & JobOutputs> {
    const spec = specOf(news);
    const job = await lifecycle(news, context).converge(spec, known);
    return { ...news, ...job, fingerprint: fingerprint(spec), state: "RUNNING" };
  }

  return {
    type,
    inputs,
    replaceOn: ["name"],

    async probe(_id, olds, news, context): Promise<readonly Change[]> {
      try {
        const live = (await recentJobs(news.restUrl)).filter(
          (job) => job.name === news.name && !hasEnded(job.state),
        );
        const [job] = live;
        if (job === undefined) {
          context.warn(
            `${news.name} does not run; it will be started from its newest savepoint or checkpoint`,
          );
          return [{ property: "state", kind: "update" }];
        }
        if (live.length > 1) {
          context.warn(`${live.length} jobs are called ${news.name}; all but one will be cancelled`);
          return [{ property: "state", kind: "update" }];
        }
        if (job.state !== "RUNNING") {
          context.warn(
            `${news.name} is ${job.state}: ${(await flinkRest(news.restUrl).failures(job.jobId))[0] ?? "no cause given"}`,
          );
        }
        const parameters = await flinkRest(news.restUrl).jobParameters(job.jobId);
        const running = parameters[FINGERPRINT_PARAMETER];
        return running === olds.fingerprint || running === fingerprint(specOf(news))
          ? []
          : [{ property: "fingerprint", kind: "update" }];
      } catch (error) {
        if (error instanceof FlinkUnreachableError) {
          context.warn(`${news.name} can't be verified: ${error.message}`);
          return [];
        }
        throw error;
      }
    },

    async create(news, context) {
      return { id: news.name, outputs: await converge(news, null, context) };
    },

    async read(id, olds, context): Promise<ReadResult<I, I & JobOutputs>> {
      if (olds === undefined) {
        throw new Error(
          `${id} can't be imported: declare the job, one of that name that runs already is taken over`,
        );
      }
      const known = inputs.parse(olds);
      try {
        const jobs = (await recentJobs(olds.restUrl)).filter((job) => job.name === olds.name);
        const live = jobs.find((job) => !hasEnded(job.state));
        const state =
          live === undefined ? (jobs.find((job) => job.jobId === olds.jobId)?.state ?? "GONE") : "RUNNING";
        return { found: true, inputs: known, outputs: { ...olds, jobId: live?.jobId ?? olds.jobId, state } };
      } catch (error) {
        if (error instanceof FlinkUnreachableError) {
          context.warn(`${olds.name}: ${error.message}; its last known state is kept`);
          return { found: true, inputs: known, outputs: olds };
        }
        throw error;
      }
    },

    async update(_id, olds, news, context) {
      const { jobId, startedFrom } = olds;
      const spec = specOf(inputs.parse(olds));
      return converge(news, { jobId, spec, lineage: [jobId], healthy: true, startedFrom }, context);
    },

    async delete(_id, olds, context) {
      try {
        await lifecycle(olds, context).remove();
      } catch (error) {
        if (error instanceof FlinkUnreachableError && error.refused) {
          context.warn(
            `${olds.name}: nobody listens at ${olds.restUrl}, so it does not run; only its record is removed`,
          );
          return;
        }
        throw error;
      }
    },
  };
}

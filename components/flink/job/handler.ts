import { z } from "zod";
import { jobHandler, jobPlacement } from "./job-resource";

const flinkJobInputs = z.object({
  ...jobPlacement,
  entryClass: z.string().min(1),
  programArgs: z.array(z.string()),
  parallelism: z.number().int().min(1),
});

/** Inputs of `strata:flink:Job`. */
export type FlinkJobInputs = z.output<typeof flinkJobInputs>;

/** A job of a Flink cluster, changed from savepoint to savepoint. Id: its name. */
export const handler = jobHandler<FlinkJobInputs>("strata:flink:Job", flinkJobInputs, (inputs) => ({
  name: inputs.name,
  entryClass: inputs.entryClass,
  jarPath: inputs.jarPath,
  jarSha256: inputs.jarSha256,
  programArgs: inputs.programArgs,
  parallelism: inputs.parallelism,
}));

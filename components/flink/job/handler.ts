import { z } from "zod";
import type { ResourceHandler } from "../../provider/resource-handler";
import { allowDeleteHint, allowedDeletions } from "../../warehouse/deletion-guard";
import { type JobOutputs, jobHandler, jobPlacement } from "./job-resource";
import { newWrites } from "./new-writes";

const flinkJobInputs = z.object({
  ...jobPlacement,
  entryClass: z.string().min(1),
  programArgs: z.array(z.string()),
  parallelism: z.number().int().min(1),
});

/** Inputs of `strata:flink:Job`. */
export type FlinkJobInputs = z.output<typeof flinkJobInputs>;

/**
 * A job of a Flink cluster, changed from savepoint to savepoint. Id: its name. A version that writes more than the one
 * before is refused unless the job is named: then it starts anew from the beginning of its topics.
 */
export const handler: ResourceHandler<FlinkJobInputs, FlinkJobInputs & JobOutputs> = {
  ...jobHandler<FlinkJobInputs>("strata:flink:Job", flinkJobInputs, (inputs) => ({
    name: inputs.name,
    entryClass: inputs.entryClass,
    jarPath: inputs.jarPath,
    jarSha256: inputs.jarSha256,
    programArgs: inputs.programArgs,
    parallelism: inputs.parallelism,
  })),

  async checkChange(olds, news) {
    const added = olds === undefined ? [] : newWrites(olds.programArgs, news.programArgs);
    if (added.length === 0 || allowedDeletions().includes(news.name)) return [];
    const reason =
      `${news.name} would go on from its savepoint, and ${added.join(", ")} would hold only what comes from now on. ` +
      `Give a new table no \`job:\`, then it fills itself from its topics in a job of its own; or start this job anew ` +
      `from the beginning of its topics by naming it: ${allowDeleteHint(news.name)}`;
    return [{ property: "programArgs", reason }];
  },
};

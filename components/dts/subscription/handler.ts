import { z } from "zod";
import { jobHandler, jobPlacement } from "../../flink/job/job-resource";

const ENTRY_CLASS = "io.stratahouse.core.cdc.CdcJobRunner";

const subscriptionInputs = z.object({
  ...jobPlacement,
  /** Name of the source, e.g. `business`; `name` is the job's, `dts-business`. */
  subscription: z.string().min(1),
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535),
  user: z.string().min(1),
  /** Name of the password's file below `secretsDir`, e.g. `rds/cdc`. */
  secret: z.string().min(1),
  secretsDir: z.string().min(1),
  database: z.string().min(1),
  /** Range of replication server ids, of this subscription alone, at least as many as `parallelism`. */
  serverIds: z
    .string()
    .regex(/^\d+-\d+$/, "is a range like 6400-6403")
    .default("6400-6403"),
  serverTimeZone: z.string().default("UTC"),
  tables: z
    .array(
      z.object({
        name: z.string().min(1),
        topic: z.string().min(1),
        key: z.array(z.string()).min(1, "a captured table needs a key"),
        partitions: z.number().int().min(1),
      }),
    )
    .min(1),
  bootstrapServers: z.string().min(1),
  parallelism: z.number().int().min(1).default(1),
});

/** Inputs of `strata:dts:Subscription`. */
export type SubscriptionInputs = z.output<typeof subscriptionInputs>;

/** The JSON that the change data capture job is run with; secrets are named in it, never contained. */
export function subscriptionArguments(inputs: SubscriptionInputs): readonly string[] {
  const subscription = {
    version: 1,
    subscription: inputs.subscription,
    host: inputs.host,
    port: inputs.port,
    user: inputs.user,
    password: `\${secret:${inputs.secret}}`,
    database: inputs.database,
    serverIds: inputs.serverIds,
    serverTimeZone: inputs.serverTimeZone,
    tables: inputs.tables,
    bindings: { "kafka.bootstrap": inputs.bootstrapServers },
    secretsDir: inputs.secretsDir,
  };
  return ["--subscription", JSON.stringify(subscription)];
}

/** A subscription to the changes of a source database: a capture job with the life of any Flink job. Id: its name. */
export const handler = jobHandler<SubscriptionInputs>(
  "strata:dts:Subscription",
  subscriptionInputs,
  (inputs) => ({
    name: inputs.name,
    entryClass: ENTRY_CLASS,
    jarPath: inputs.jarPath,
    jarSha256: inputs.jarSha256,
    programArgs: subscriptionArguments(inputs),
    parallelism: inputs.parallelism,
  }),
);

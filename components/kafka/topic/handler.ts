import { z } from "zod";
import type { OperationContext } from "../../provider/operation-context";
import type { Change, CheckFailure, ReadResult, ResourceHandler } from "../../provider/resource-handler";
import { deletionVerdict, refusedDeletion } from "../../warehouse/deletion-guard";
import { kafkaAdmin } from "../kafka-admin";
import { KafkaUnreachableError } from "../kafka-connection";
import { planTopic } from "./topic-plan";

const topicInputs = z.object({
  /** `host:port`, separated by commas. An address is no identity: changing it moves nothing. */
  bootstrapServers: z.string().min(1),
  name: z
    .string()
    .regex(
      /^[a-zA-Z0-9._-]{1,249}$/,
      "a topic's name has 1 to 249 letters, digits, dots, dashes and underscores",
    ),
  partitions: z.number().int().min(1),
  /** Topic configuration that is owned by the declaration; other keys are left alone. */
  configs: z.record(z.string(), z.string()).default({}),
  lifecycle: z.enum(["managed", "protected", "external"]),
  /**
   * Readers find the newest record of a key by its offset, so a key must stay in one partition and the number of
   * partitions can't change at all. Default: false.
   */
  keyed: z.boolean().default(false),
  /** Id of the table whose data the topic holds, as `STRATA_ALLOW_DELETE` names it. Default: the topic's name. */
  table: z.string().optional(),
  /** Take over a topic that exists already and holds records, and bring it to the declaration. Default: false. */
  adopt: z.boolean().default(false),
});

/** Inputs of `strata:kafka:Topic`. */
export type TopicInputs = z.output<typeof topicInputs>;
/** Outputs of `strata:kafka:Topic`: the inputs. */
export type TopicOutputs = TopicInputs;

/** A Kafka topic with the partitions and the configuration keys that are declared. Id: the topic's name. */
export const handler: ResourceHandler<TopicInputs, TopicOutputs> = {
  type: "strata:kafka:Topic",
  inputs: topicInputs,
  replaceOn: ["name"],

  async checkChange(olds, news): Promise<readonly CheckFailure[]> {
    if (olds === undefined || olds.name !== news.name || news.partitions === olds.partitions) {
      return [];
    }
    if (news.keyed) {
      return [{ property: "partitions", reason: repartitionRefusal(news, olds.partitions) }];
    }
    if (news.partitions > olds.partitions) {
      return [];
    }
    return [{ property: "partitions", reason: shrinkRefusal(news, olds.partitions) }];
  },

  async probe(_id, olds, news, context): Promise<readonly Change[]> {
    try {
      const actual = await kafkaAdmin(news.bootstrapServers).topic(news.name);
      if (actual === undefined) {
        if (news.lifecycle === "external") {
          context.warn(`topic ${news.name} is external and does not exist at ${news.bootstrapServers}`);
          return [];
        }
        context.warn(`topic ${news.name} is gone; it will be created anew, empty`);
        return [{ property: "name", kind: "add" }];
      }
      const plan = planTopic(actual, news, Object.keys(olds.configs));
      if (news.lifecycle === "external") {
        warnOfExternal(news, plan.changes, context);
        return [];
      }
      return plan.changes;
    } catch (error) {
      return unverified(error, news, context);
    }
  },

  async create(inputs, context) {
    const admin = kafkaAdmin(inputs.bootstrapServers);
    if (inputs.lifecycle === "external") {
      const actual = await admin.topic(inputs.name);
      if (actual === undefined) {
        throw new Error(
          `topic ${inputs.name} is external but does not exist at ${inputs.bootstrapServers}; create it there first`,
        );
      }
      warnOfExternal(inputs, planTopic(actual, inputs).changes, context);
    } else if (!(await admin.createTopic(inputs.name, inputs.partitions, inputs.configs))) {
      await takeOver(inputs, context);
    }
    return { id: inputs.name, outputs: inputs };
  },

  async read(id, olds, context): Promise<ReadResult<TopicInputs, TopicOutputs>> {
    const known = olds ?? importTarget(id);
    try {
      const actual = await kafkaAdmin(known.bootstrapServers).topic(known.name);
      if (actual === undefined) {
        return { found: false };
      }
      const configs = olds === undefined ? actual.configs : pick(actual.configs, Object.keys(olds.configs));
      const inputs = topicInputs.parse({ ...known, partitions: actual.partitions, configs });
      return { found: true, inputs, outputs: inputs };
    } catch (error) {
      if (error instanceof KafkaUnreachableError && olds !== undefined) {
        context.warn(`topic ${olds.name}: ${error.message}; its last known state is kept`);
        const inputs = topicInputs.parse(olds);
        return { found: true, inputs, outputs: inputs };
      }
      throw error;
    }
  },

  async update(_id, olds, news, context): Promise<TopicOutputs> {
    if (news.lifecycle === "external") {
      return news;
    }
    const actual = await kafkaAdmin(news.bootstrapServers).topic(news.name);
    if (actual === undefined) {
      await kafkaAdmin(news.bootstrapServers).createTopic(news.name, news.partitions, news.configs);
      context.info(`topic ${news.name} was gone and is created anew, empty`);
      return news;
    }
    await converge(news, Object.keys(olds.configs));
    return news;
  },

  async delete(_id, olds, context): Promise<void> {
    const table = olds.table ?? olds.name;
    const verdict = deletionVerdict(olds.lifecycle, table);
    if (verdict === "keep") {
      return;
    }
    const admin = kafkaAdmin(olds.bootstrapServers);
    if (verdict === "refuse") {
      if ((await admin.topic(olds.name)) === undefined) {
        return;
      }
      throw refusedDeletion(table, `topic ${olds.name} with all of its records`);
    }
    await admin.deleteTopic(olds.name);
    context.status(`topic ${olds.name} deleted`);
  },
};

/** Takes a topic that was there before: on request, or when it is empty (then an interrupted run of ours made it). */
async function takeOver(inputs: TopicInputs, context: OperationContext): Promise<void> {
  const admin = kafkaAdmin(inputs.bootstrapServers);
  if (!inputs.adopt && (await admin.recordCount(inputs.name)) > 0n) {
    throw new Error(
      `topic ${inputs.name} exists already at ${inputs.bootstrapServers} and holds records, so it is not touched; ` +
        "to take it over set adopt: true on it (or run pulumi import), else choose another name",
    );
  }
  await converge(inputs, []);
  context.info(
    `topic ${inputs.name} existed already and is taken over${inputs.adopt ? "" : " (it was empty)"}`,
  );
}

async function converge(inputs: TopicInputs, formerKeys: readonly string[]): Promise<void> {
  const admin = kafkaAdmin(inputs.bootstrapServers);
  const actual = await admin.topic(inputs.name);
  if (actual === undefined) {
    throw new Error(`topic ${inputs.name} vanished while it was being changed; run again`);
  }
  const plan = planTopic(actual, inputs, formerKeys);
  if (plan.surplus !== null) {
    throw new Error(shrinkRefusal(inputs, plan.surplus));
  }
  if (plan.growTo !== null) {
    await admin.growTopic(inputs.name, plan.growTo);
  }
  if (Object.keys(plan.set).length > 0 || plan.unset.length > 0) {
    await admin.configureTopic(inputs.name, plan.set, plan.unset);
  }
}

function repartitionRefusal(inputs: TopicInputs, actual: number): string {
  return (
    `topic ${inputs.name} has ${actual} partitions and ${inputs.partitions} are declared: its records are found by key ` +
    `and offset, and with another number of partitions a key would move and its newest record could not be told; ` +
    `declare ${actual} again, or declare a new table with ${inputs.partitions} and move its readers`
  );
}

function shrinkRefusal(inputs: TopicInputs, actual: number): string {
  return (
    `topic ${inputs.name} has ${actual} partitions and ${inputs.partitions} are declared: partitions can only grow, ` +
    `because removing one would lose its records; declare at least ${actual}`
  );
}

function warnOfExternal(inputs: TopicInputs, changes: readonly Change[], context: OperationContext): void {
  if (changes.length > 0) {
    const properties = changes.map((change) => change.property).join(", ");
    context.warn(
      `external topic ${inputs.name} differs from its declaration in ${properties}; it is not changed`,
    );
  }
}

function unverified(error: unknown, inputs: TopicInputs, context: OperationContext): readonly Change[] {
  if (error instanceof KafkaUnreachableError) {
    context.warn(`topic ${inputs.name} can't be verified: ${error.message}`);
    return [];
  }
  throw error;
}

/** `127.0.0.1:19092/dws.trip`: the id that `pulumi import` is given. */
function importTarget(id: string): TopicInputs {
  const at = id.lastIndexOf("/");
  if (at < 1) {
    throw new Error(
      `"${id}" names no topic to import; write <bootstrap servers>/<topic>, e.g. 127.0.0.1:19092/dws.trip`,
    );
  }
  return {
    bootstrapServers: id.slice(0, at),
    name: id.slice(at + 1),
    partitions: 1,
    configs: {},
    lifecycle: "protected",
    keyed: false,
    adopt: false,
  };
}

function pick(values: Readonly<Record<string, string>>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)));
}

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Admin, Kafka, KafkaJSError, logLevel, type Producer } from "kafkajs";
import { flinkRest } from "../../../components/flink/job/flink-clusters";
import { type FlinkJobInputs, handler } from "../../../components/flink/job/handler";
import { handler as flink } from "../../../components/flink/local/server";
import { kafkaAdmin } from "../../../components/kafka/kafka-admin";
import { handler as kafka } from "../../../components/kafka/local/server";
import { projectRoot } from "../../../components/process/project-root";
import type { JobNode } from "../../../jobs/compiler/plan/job-node";
import type { Plan } from "../../../jobs/compiler/plan/plan";
import { localDialect } from "../../../jobs/compiler/sql/render/local-dialect";
import { renderJob } from "../../../jobs/compiler/sql/render/render-job";
import { freePort, startEngine, type TestEngine } from "../data-plane/fixture";
import type { ChangeRecord } from "./shop-records";

const CAUGHT_UP_TIMEOUT_MS = 90_000;
const CHECKPOINT_EVERY_MS = 1_000;

/** A Kafka and a Flink of the test's own, and what is done with them. */
export class ShopEngines {
  readonly #engines: readonly TestEngine[];
  readonly #flink: TestEngine;
  readonly #admin: Admin;
  readonly #producer: Producer;
  readonly restUrl: string;
  readonly bootstrapServers: string;

  private constructor(
    engines: readonly [TestEngine, TestEngine],
    connections: { readonly admin: Admin; readonly producer: Producer },
    addresses: { readonly restUrl: string; readonly bootstrapServers: string },
  ) {
    this.#engines = engines;
    this.#flink = engines[1];
    this.#admin = connections.admin;
    this.#producer = connections.producer;
    this.restUrl = addresses.restUrl;
    this.bootstrapServers = addresses.bootstrapServers;
  }

  static async start(): Promise<ShopEngines> {
    const [kafkaPort, controllerPort, flinkPort] = [await freePort(), await freePort(), await freePort()];
    const engines = [
      await startEngine(kafka, { port: kafkaPort, controllerPort }),
      await startEngine(flink, { port: flinkPort, heap: 1024 }),
    ] as const;
    const bootstrapServers = `127.0.0.1:${kafkaPort}`;
    const client = new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING, clientId: "change" });
    const connections = { admin: client.admin(), producer: client.producer() };
    await connections.admin.connect();
    await connections.producer.connect();
    return new ShopEngines([...engines], connections, {
      restUrl: `http://127.0.0.1:${flinkPort}`,
      bootstrapServers,
    });
  }

  async dispose(): Promise<void> {
    await this.#producer.disconnect();
    await this.#admin.disconnect();
    await kafkaAdmin(this.bootstrapServers).disconnect();
    for (const engine of this.#engines) await engine.dispose();
  }

  /** Makes the topics of a Plan; those that exist get the declared number of partitions. */
  async makeTopics(plan: Plan): Promise<void> {
    const admin = kafkaAdmin(this.bootstrapServers);
    const known = await admin.topics();
    await Promise.all(
      plan.topics.map(async ({ name, partitions, configs }) => {
        const actual = known.get(name);
        if (actual === undefined) await admin.createTopic(name, partitions, configs);
        else if (actual.partitions < partitions) await admin.growTopic(name, partitions);
      }),
    );
  }

  /** Writes records to the change topics of a Plan, in their order; those of tables that it does not capture are left out. */
  async feed(plan: Plan, records: readonly ChangeRecord[]): Promise<void> {
    await this.#producer.sendBatch({
      topicMessages: plan.topics
        .filter((topic) => topic.purpose === "changes")
        .map((topic) => ({
          topic: topic.name,
          messages: records
            .filter((one) => topic.name.endsWith(`.${one.table}`))
            .map(({ key, value }) => ({ key, value })),
        }))
        .filter((one) => one.messages.length > 0),
    });
  }

  /** The inputs with which a stack would declare the job. */
  job(plan: Plan, node: JobNode): FlinkJobInputs {
    const { settings, statements, inserts, contracts } = renderJob(plan, node, localDialect);
    const { name, parallelism, maxParallelism } = node;
    const spec = {
      version: 1,
      job: name,
      mode: "streaming",
      parallelism,
      maxParallelism,
      settings,
      statements,
      inserts,
      contracts,
      bindings: { "kafka.bootstrap": this.bootstrapServers },
      secretsDir: this.#flink.secretsDir,
    };
    const jarPath = path.join(projectRoot(), "jobs", "core", "target", "stratahouse-core.jar");
    return handler.inputs.parse({
      restUrl: this.restUrl,
      name: `job-${name}`,
      entryClass: "io.stratahouse.core.runner.SqlJobRunner",
      jarPath,
      jarSha256: createHash("sha256").update(readFileSync(jarPath)).digest("hex"),
      programArgs: ["--job", JSON.stringify(spec)],
      parallelism,
      savepointDir: path.join(this.#flink.stackFolder, "data", "flink", "savepoints"),
      checkpointDir: path.join(this.#flink.stackFolder, "data", "flink", "checkpoints"),
    });
  }

  /**
   * Waits until a running job has taken every record of its topics and its sinks have written what came of it: a
   * checkpoint flushes the sinks first, and then tells Kafka how far the job has read.
   */
  async caughtUp(node: JobNode, jobId: string): Promise<void> {
    const deadline = Date.now() + CAUGHT_UP_TIMEOUT_MS;
    const topics = node.reads.map((read) => read.topic);
    const ends = new Map(
      await Promise.all(
        topics.map(async (topic) => [topic, await this.#admin.fetchTopicOffsets(topic)] as const),
      ),
    );
    const rest = flinkRest(this.restUrl);
    for (;;) {
      await rest.triggerCheckpoint(jobId);
      for (let waited = 0; waited < CHECKPOINT_EVERY_MS; waited += 100) {
        if (await this.#hasRead(`job-${node.name}`, ends)) return;
        await sleep(100);
      }
      if (Date.now() > deadline) {
        const why = (await rest.failures(jobId))[0] ?? "no failure";
        throw new Error(`job ${node.name} has not read its topics to their ends: ${why}`);
      }
    }
  }

  async #hasRead(
    group: string,
    ends: ReadonlyMap<
      string,
      readonly { readonly partition: number; readonly high: string; readonly low: string }[]
    >,
  ): Promise<boolean> {
    // A group's coordinator may still be loading: then nothing is known yet.
    const committed = await this.#admin
      .fetchOffsets({ groupId: group, topics: [...ends.keys()] })
      .catch((error: unknown) => {
        if (error instanceof KafkaJSError && error.retriable) return [];
        throw error;
      });
    return [...ends].every(([topic, partitions]) => {
      const offsets = committed.find((one) => one.topic === topic)?.partitions ?? [];
      return partitions.every(
        ({ partition, high, low }) =>
          high === low ||
          Number(offsets.find((one) => one.partition === partition)?.offset ?? -1) >= Number(high),
      );
    });
  }
}

import * as path from "node:path";
import { consoleLogging } from "../../packages/java-logging";

/** What Kafka's configuration depends on. */
export interface KafkaSettings {
  readonly port: number;
  readonly controllerPort: number;
  /** Absolute path of the data folder. */
  readonly folder: string;
}

/** The server.properties of one node that is broker and controller at once, on loopback only. */
export function kafkaProperties({ port, controllerPort, folder }: KafkaSettings): string {
  const properties: Readonly<Record<string, string | number | boolean>> = {
    "process.roles": "broker,controller",
    "node.id": 1,
    "controller.quorum.voters": `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${port}`,
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "PLAINTEXT",
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "log.dirs": path.join(folder, "log"),

    // Topics are declared; a typo must not make one.
    "auto.create.topics.enable": false,
    // The topics are the warehouse's history: a topic's own setting may shorten it.
    "log.retention.ms": -1,
    "log.segment.bytes": 64 * 2 ** 20,

    "offsets.topic.replication.factor": 1,
    "offsets.topic.num.partitions": 4,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
    "transaction.state.log.num.partitions": 4,
    "share.coordinator.state.topic.replication.factor": 1,
    "share.coordinator.state.topic.min.isr": 1,
    "share.coordinator.state.topic.num.partitions": 1,
    "group.initial.rebalance.delay.ms": 0,

    // One machine: few threads and small buffers.
    "num.network.threads": 2,
    "num.io.threads": 2,
    "num.replica.fetchers": 1,
    "background.threads": 2,
    "log.cleaner.threads": 1,
    "log.cleaner.dedupe.buffer.size": 4 * 2 ** 20,
    "log.cleaner.io.buffer.size": 256 * 2 ** 10,
    // A broker that was killed is fenced until its session ends: keep a restart short.
    "broker.session.timeout.ms": 3000,
    "broker.heartbeat.interval.ms": 500,
  };
  return `${Object.entries(properties)
    .map(([key, value]) => `${key}=${value}`)
    .join("\n")}\n`;
}

/** Kafka's logging: warnings and the milestones of a start, to standard output. */
export const KAFKA_LOGGING = consoleLogging({
  kafka: { name: "kafka.server.KafkaRaftServer", level: "INFO" },
});

import type { JobNode, JobRead } from "../../plan/job-node";
import type { StoreNode } from "../../plan/store-node";
import type { ConnectorOptions, SqlDialect, StoreDialect, TopicSink } from "./sql-dialect";

/** Open-source Flink with its Kafka and JDBC connectors. */
export const localDialect: SqlDialect = {
  settings: (job: JobNode) => ({
    "pipeline.name": `job-${job.name}`,
    "table.exec.state.ttl": `${job.stateTtlMs} ms`,
    "table.local-time-zone": "UTC",
    // What several sinks of a job read is computed once.
    "table.optimizer.reuse-optimize-block-with-digest-enabled": "true",
  }),
  topicSource: (job: JobNode, read: JobRead) => ({
    connector: "kafka",
    topic: read.topic,
    "properties.bootstrap.servers": "${kafka.bootstrap}",
    "properties.group.id": `job-${job.name}`,
    "scan.startup.mode": "earliest-offset",
    "value.format": "strata",
    "value.strata.encoding": read.encoding,
    "value.strata.table": read.recordTable,
    ...names("value.strata.key", read.key),
    ...names("value.strata.required", requiredOf(read)),
  }),
  topicSink: (sink: TopicSink) => ({
    connector: "kafka",
    topic: sink.topic,
    "properties.bootstrap.servers": "${kafka.bootstrap}",
    ...(sink.key.length === 0 ? {} : { "key.format": "json" }),
    ...names("key.fields", sink.key),
    "value.format": "strata",
    "value.fields-include": "ALL",
    "value.strata.encoding": "envelope",
    "value.strata.table": sink.recordTable,
    "value.strata.schema": sink.schema,
    ...names("value.strata.key", sink.key),
    ...names("value.strata.required", sink.required),
    ...(sink.timeColumn === null ? {} : { "value.strata.time": sink.timeColumn }),
  }),
  stores: new Map([
    [
      "hologres",
      jdbcStore(
        "hologres",
        "postgres",
        (store) => store.schema,
        (store) => `${store.schema}.${store.name}`,
      ),
    ],
    // The address names the database.
    [
      "adb",
      jdbcStore(
        "adb",
        "mysql",
        () => null,
        (store) => store.name,
      ),
    ],
  ]),
};

function jdbcStore(
  system: string,
  dialect: "postgres" | "mysql",
  schemaOf: (store: StoreNode) => string | null,
  tableName: (store: StoreNode) => string,
): StoreDialect {
  const address = {
    jdbcUrl: `\${${system}.jdbcUrl}`,
    user: `\${${system}.user}`,
    password: `\${secret:${system}/writer}`,
  };
  return {
    connect: (store): ConnectorOptions => ({
      connector: "jdbc",
      url: address.jdbcUrl,
      username: address.user,
      password: address.password,
      "table-name": tableName(store),
      "sink.buffer-flush.interval": "100ms",
      "sink.buffer-flush.max-rows": "1000",
    }),
    contract: (store) => ({
      system,
      dialect,
      ...address,
      schema: schemaOf(store),
      table: store.name,
      columns: store.columns.map(({ name, type, nullable }) => ({ name, type, nullable })),
      key: store.key,
    }),
  };
}

function requiredOf(read: JobRead): readonly string[] {
  return read.columns.filter((column) => !column.nullable).map((column) => column.name);
}

function names(option: string, list: readonly string[]): ConnectorOptions {
  return list.length === 0 ? {} : { [option]: list.join(";") };
}

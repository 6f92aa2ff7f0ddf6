import type { JobNode, JobWrite } from "../../plan/job-node";
import type { Plan } from "../../plan/plan";
import type { TableNode } from "../../plan/table-node";
import type { JobSql, StoreContract, TopicContract } from "./job-sql";
import {
  DEAD_DATABASE,
  DEAD_LETTER_SCHEMA,
  deadLetterTable,
  renderDeadLetterInsert,
  renderDeadLetterSink,
  renderNewestRows,
  renderSource,
  SOURCE_DATABASE,
} from "./render-read";
import { renderView } from "./render-view";
import type { ConnectorOptions, SqlDialect } from "./sql-dialect";
import { createTable, quoteId, quoteName, quoteNames, sinkColumns } from "./sql-text";

/**
 * Renders a job of the Plan as Flink SQL: sources, views, sinks, inserts.
 *
 * Throws when the Plan is not whole (a job that names what is not in it) or the dialect doesn't know a store.
 */
export function renderJob(plan: Plan, job: JobNode, dialect: SqlDialect): JobSql {
  const sinks = job.writes.map((write) => sinkOf(plan, write, dialect));
  const layers = [...job.reads, ...job.views].map((one) => one.table.split(".")[0] ?? "");
  const databases = [
    ...new Set([...layers, SOURCE_DATABASE, DEAD_DATABASE, ...sinks.map((sink) => sink.database)]),
  ].sort();
  return {
    settings: sortedByKey(dialect.settings(job)),
    statements: [
      ...databases.map((name) => `CREATE DATABASE IF NOT EXISTS ${quoteName(name)}`),
      ...job.reads.map((read) => renderSource(job, read, dialect)),
      ...job.reads.map(renderNewestRows),
      ...job.views.map(renderView),
      ...sinks.map((sink) => sink.statement),
      ...job.reads.map((read) => renderDeadLetterSink(read, dialect)),
    ],
    inserts: [...sinks.map((sink) => sink.insert), ...job.reads.map(renderDeadLetterInsert)],
    contracts: { topics: topicContracts(plan, job), stores: sinks.flatMap((sink) => sink.contract ?? []) },
  };
}

interface Sink {
  readonly database: string;
  readonly statement: string;
  readonly insert: string;
  readonly contract: StoreContract | null;
}

function sinkOf(plan: Plan, write: JobWrite, dialect: SqlDialect): Sink {
  const table = found(plan.tables, write.table);
  const database = `_${write.system}`;
  const names = quoteNames(table.columns.map((column) => column.name));
  const connected = connect(plan, write, table, dialect);
  return {
    database,
    statement: createTable(database, table.id, sinkColumns(table.columns, table.key), connected.options),
    insert: `INSERT INTO ${quoteName(database)}.${quoteName(table.id)}\nSELECT ${names}\nFROM ${quoteId(table.id)}`,
    contract: connected.contract,
  };
}

function connect(
  plan: Plan,
  write: JobWrite,
  table: TableNode,
  dialect: SqlDialect,
): { readonly options: ConnectorOptions; readonly contract: StoreContract | null } {
  const store = plan.stores.find((one) => one.id === write.target);
  if (store === undefined) {
    const { name } = found(plan.topics, write.target);
    const required = table.columns.filter((column) => !column.nullable).map((column) => column.name);
    const { timeColumn, schema } = write;
    const sink = { topic: name, recordTable: table.id, schema, key: table.key, required, timeColumn };
    return { options: dialect.topicSink(sink), contract: null };
  }
  const storeDialect = dialect.stores.get(store.system);
  if (storeDialect === undefined)
    throw new Error(`No connector is known here for the store ${store.system}.`);
  return { options: storeDialect.connect(store), contract: storeDialect.contract(store) };
}

function topicContracts(plan: Plan, job: JobNode): readonly TopicContract[] {
  const contract = (
    topic: string,
    table: string,
    schema: string,
    access: "read" | "write",
  ): TopicContract => ({
    topic,
    partitions: found(plan.topics, `topic:${topic}`).partitions,
    table,
    schema,
    access,
  });
  return [
    ...job.reads.map((read) => contract(read.topic, read.recordTable, read.schema, "read")),
    ...job.writes.flatMap((write) => {
      const topic = plan.topics.find((one) => one.id === write.target);
      return topic === undefined ? [] : [contract(topic.name, write.table, write.schema, "write")];
    }),
    ...job.reads.map((read) =>
      contract(read.deadLetterTopic, deadLetterTable(read), DEAD_LETTER_SCHEMA, "write"),
    ),
  ].sort((a, b) => (a.topic < b.topic ? -1 : 1));
}

function found<T extends { readonly id: string }>(nodes: readonly T[], id: string): T {
  const node = nodes.find((one) => one.id === id);
  if (node === undefined) throw new Error(`The Plan is not whole: ${id} is missing.`);
  return node;
}

function sortedByKey(record: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

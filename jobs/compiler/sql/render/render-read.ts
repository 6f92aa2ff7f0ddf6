import { fingerprint } from "../../plan/build/fingerprint";
import type { TypedColumn } from "../../plan/column";
import type { JobNode, JobRead } from "../../plan/job-node";
import type { SqlDialect } from "./sql-dialect";
import { createTable, quoteId, quoteName, quoteNames, quoteText, sinkColumns } from "./sql-text";

/** Database of the sources of a job. */
export const SOURCE_DATABASE = "_source";

/** Database of the dead-letter sinks of a job. */
export const DEAD_DATABASE = "_dead";

const METADATA = [
  "`__op` STRING METADATA FROM 'value.op' VIRTUAL",
  "`__ts` TIMESTAMP_LTZ(3) METADATA FROM 'value.ts' VIRTUAL",
  "`__error` STRING METADATA FROM 'value.error' VIRTUAL",
  "`__raw` BYTES METADATA FROM 'value.raw' VIRTUAL",
  "`__partition` INT METADATA FROM 'partition' VIRTUAL",
  "`__offset` BIGINT METADATA FROM 'offset' VIRTUAL",
];

/** The columns of every dead-letter topic. */
export const DEAD_LETTER_COLUMNS: readonly TypedColumn[] = [
  { name: "topic", type: "STRING", nullable: false },
  { name: "partition", type: "INT", nullable: false },
  { name: "offset", type: "BIGINT", nullable: false },
  { name: "reason", type: "STRING", nullable: true },
  { name: "record", type: "BYTES", nullable: true },
];

/** The key of every dead-letter topic: where the record came from. */
export const DEAD_LETTER_KEY: readonly string[] = ["topic", "partition", "offset"];

/** Schema fingerprint of every dead-letter topic. */
export const DEAD_LETTER_SCHEMA = fingerprint(DEAD_LETTER_COLUMNS, DEAD_LETTER_KEY);

/** The table that the records of a dead-letter topic name. */
export function deadLetterTable(read: JobRead): string {
  return `dlq.${read.table}`;
}

/** A topic as an append-only table. Every column may be null: a bad record is a row with nothing but its error. */
export function renderSource(job: JobNode, read: JobRead, dialect: SqlDialect): string {
  const columns = read.columns.map(({ name, type }) => `${quoteName(name)} ${type}`);
  return createTable(SOURCE_DATABASE, read.table, [...columns, ...METADATA], dialect.topicSource(job, read));
}

/** The table that the topic's records add up to: the newest row of each key without the deleted; all rows without a key. */
export function renderNewestRows(read: JobRead): string {
  const columns = quoteNames(read.columns.map((column) => column.name));
  const source = `${quoteName(SOURCE_DATABASE)}.${quoteName(read.table)}`;
  const view = `CREATE TEMPORARY VIEW ${quoteId(read.table)} AS`;
  if (read.key.length === 0) return `${view}\nSELECT ${columns}\nFROM ${source}\nWHERE \`__error\` IS NULL`;
  return `${view}
SELECT ${columns}
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY ${quoteNames(read.key)} ORDER BY \`__offset\` DESC) AS \`__rn\`
  FROM ${source}
  WHERE \`__error\` IS NULL
)
WHERE \`__rn\` = 1 AND \`__op\` <> 'delete'`;
}

/** The dead-letter topic of a read as a sink. */
export function renderDeadLetterSink(read: JobRead, dialect: SqlDialect): string {
  const options = dialect.topicSink({
    topic: read.deadLetterTopic,
    recordTable: deadLetterTable(read),
    schema: DEAD_LETTER_SCHEMA,
    key: DEAD_LETTER_KEY,
    required: DEAD_LETTER_KEY,
    timeColumn: null,
  });
  return createTable(DEAD_DATABASE, read.table, sinkColumns(DEAD_LETTER_COLUMNS, DEAD_LETTER_KEY), options);
}

/** Writes every record that could not be read to the dead-letter topic, with the reason. */
export function renderDeadLetterInsert(read: JobRead): string {
  return `INSERT INTO ${quoteName(DEAD_DATABASE)}.${quoteName(read.table)}
SELECT ${quoteText(read.topic)}, \`__partition\`, \`__offset\`, \`__error\`, \`__raw\`
FROM ${quoteName(SOURCE_DATABASE)}.${quoteName(read.table)}
WHERE \`__error\` IS NOT NULL`;
}

import type { TypedColumn } from "../../plan/column";
import type { ConnectorOptions } from "./sql-dialect";

/** A name in backticks. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}

/** A text literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** `a.b` as two names: `` `a`.`b` ``. */
export function quoteId(id: string): string {
  return id.split(".").map(quoteName).join(".");
}

/** Names in backticks with commas between. */
export function quoteNames(names: readonly string[]): string {
  return names.map(quoteName).join(", ");
}

/** A CREATE TEMPORARY TABLE statement; `lines` are its columns and constraints. */
export function createTable(
  database: string,
  table: string,
  lines: readonly string[],
  options: ConnectorOptions,
): string {
  const withClause = Object.entries(options).map(
    ([name, value]) => `  ${quoteText(name)} = ${quoteText(value)}`,
  );
  return `CREATE TEMPORARY TABLE ${quoteName(database)}.${quoteName(table)} (\n${lines
    .map((line) => `  ${line}`)
    .join(",\n")}\n) WITH (\n${withClause.join(",\n")}\n)`;
}

/** Columns of a sink: those of the key are NOT NULL, as a primary key demands; the planner need not prove the others. */
export function sinkColumns(columns: readonly TypedColumn[], key: readonly string[]): readonly string[] {
  const lines = columns.map(
    ({ name, type }) => `${quoteName(name)} ${type}${key.includes(name) ? " NOT NULL" : ""}`,
  );
  return key.length === 0 ? lines : [...lines, `PRIMARY KEY (${quoteNames(key)}) NOT ENFORCED`];
}

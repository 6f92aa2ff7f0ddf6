import { type FlinkType, parseFlinkType } from "./flink-type";
import type { ContractColumn, SqlColumn, TableDefinition } from "./table-definition";

/** Where a table is: `schema` null in a database that has none between database and table. */
export interface TableAddress {
  readonly schema: string | null;
  readonly name: string;
}

/** What one SQL dialect does its own way. */
export interface Dialect {
  readonly name: string;
  quote(identifier: string): string;
  literal(text: string): string;
  /** The column type as the database itself reports it. */
  columnType(type: FlinkType, isKey: boolean): string;
  /** Whether every value of a column of type `from` fits into `to`, so that it can be changed in place. */
  widens(from: string, to: string): boolean;
  /** What follows the column list of CREATE TABLE. */
  readonly tableOptions: string;
  /** The clause of ALTER TABLE that gives a column its declared type (nullability stays as it is). */
  alterType(column: SqlColumn, actual: SqlColumn): string;
  /** The clause of ALTER TABLE that lets a column be null. */
  dropNotNull(column: SqlColumn): string;
  comment(table: TableAddress, text: string): string;
}

/** The quoted name of a table. */
export function qualifiedName(dialect: Dialect, table: TableAddress): string {
  return [...(table.schema === null ? [] : [table.schema]), table.name]
    .map((part) => dialect.quote(part))
    .join(".");
}

/** The table that a contract asks for, in the database's own types. Key columns are never null. */
export function declaredTable(
  dialect: Dialect,
  columns: readonly ContractColumn[],
  key: readonly string[],
): TableDefinition {
  return {
    key,
    columns: columns.map((column) => {
      const isKey = key.includes(column.name);
      return {
        name: column.name,
        type: dialect.columnType(parseFlinkType(column.type), isKey),
        nullable: column.nullable && !isKey,
      };
    }),
  };
}

/** `"name" type [NOT] NULL`. */
export function columnDdl(dialect: Dialect, column: SqlColumn): string {
  return `${dialect.quote(column.name)} ${column.type} ${column.nullable ? "NULL" : "NOT NULL"}`;
}

/** The statement that creates the table; fails when it exists. */
export function createTable(dialect: Dialect, table: TableAddress, definition: TableDefinition): string {
  const key = definition.key.map((column) => dialect.quote(column)).join(", ");
  const parts = [
    ...definition.columns.map((column) => columnDdl(dialect, column)),
    ...(key === "" ? [] : [`PRIMARY KEY (${key})`]),
  ];
  return `CREATE TABLE ${qualifiedName(dialect, table)} (\n  ${parts.join(",\n  ")}\n)${dialect.tableOptions}`;
}

import { type Dialect, qualifiedName } from "./dialect";
import type { FlinkType } from "./flink-type";

const INTEGERS = ["smallint", "integer", "bigint"];
const FLOATS = ["real", "double precision"];

const TYPES: Readonly<Record<string, (numbers: readonly number[]) => string>> = {
  STRING: () => "text",
  BOOLEAN: () => "boolean",
  TINYINT: () => "smallint",
  SMALLINT: () => "smallint",
  INT: () => "integer",
  INTEGER: () => "integer",
  BIGINT: () => "bigint",
  FLOAT: () => "real",
  DOUBLE: () => "double precision",
  DECIMAL: ([precision = 10, scale = 0]) => `numeric(${precision},${scale})`,
  DATE: () => "date",
  TIME: () => "time without time zone",
  TIMESTAMP: ([precision = 6]) => `timestamp(${Math.min(precision, 6)}) without time zone`,
  TIMESTAMP_LTZ: ([precision = 6]) => `timestamp(${Math.min(precision, 6)}) with time zone`,
  BYTES: () => "bytea",
  VARBINARY: () => "bytea",
  VARCHAR: ([length = 1]) => `character varying(${length})`,
  CHAR: ([length = 1]) => `character(${length})`,
};

/** PostgreSQL, and Hologres, which speaks it. Types read as `format_type` writes them. */
export const postgresDialect: Dialect = {
  name: "PostgreSQL",
  quote: (identifier) => `"${identifier.replaceAll('"', '""')}"`,
  literal: (text) => `'${text.replaceAll("'", "''")}'`,
  columnType(type: FlinkType): string {
    const make = TYPES[type.name];
    if (make === undefined) {
      throw new Error(`type ${type.name} can't be a column of a PostgreSQL table`);
    }
    return make(type.parameters);
  },
  widens(from, to) {
    const text = varcharLength(to);
    const precision = numericDigits(to);
    return (
      rises(INTEGERS, from, to) ||
      rises(FLOATS, from, to) ||
      (text !== null && (varcharLength(from) ?? Number.POSITIVE_INFINITY) <= text) ||
      (to === "text" && varcharLength(from) !== null) ||
      (precision !== null && fits(numericDigits(from), precision)) ||
      rises(timestamps(to), from, to)
    );
  },
  tableOptions: "",
  alterType: (column) => `ALTER COLUMN ${postgresDialect.quote(column.name)} TYPE ${column.type}`,
  dropNotNull: (column) => `ALTER COLUMN ${postgresDialect.quote(column.name)} DROP NOT NULL`,
  comment: (table, text) =>
    `COMMENT ON TABLE ${qualifiedName(postgresDialect, table)} IS ${postgresDialect.literal(text)}`,
};

function rises(order: readonly string[], from: string, to: string): boolean {
  return order.includes(from) && order.includes(to) && order.indexOf(from) <= order.indexOf(to);
}

function timestamps(like: string): readonly string[] {
  const zone = /^timestamp\(\d\) (.*)$/.exec(like)?.[1];
  return zone === undefined
    ? []
    : [0, 1, 2, 3, 4, 5, 6].map((precision) => `timestamp(${precision}) ${zone}`);
}

function varcharLength(type: string): number | null {
  const length = /^character varying\((\d+)\)$/.exec(type)?.[1];
  return length === undefined ? null : Number(length);
}

function numericDigits(type: string): readonly [number, number] | null {
  const match = /^numeric\((\d+),(\d+)\)$/.exec(type);
  return match === null ? null : [Number(match[1]) - Number(match[2]), Number(match[2])];
}

function fits(from: readonly [number, number] | null, to: readonly [number, number]): boolean {
  return from !== null && from[0] <= to[0] && from[1] <= to[1];
}

import { MAX_LENGTH, type NullableType, type RowField, type SqlType } from "../types/sql-type";
import type { Cursor } from "./cursor";

const PLAIN: Readonly<Record<string, SqlType>> = {
  BOOLEAN: { kind: "BOOLEAN" },
  TINYINT: { kind: "TINYINT" },
  SMALLINT: { kind: "SMALLINT" },
  INT: { kind: "INT" },
  INTEGER: { kind: "INT" },
  BIGINT: { kind: "BIGINT" },
  FLOAT: { kind: "FLOAT" },
  REAL: { kind: "FLOAT" },
  DATE: { kind: "DATE" },
  STRING: { kind: "VARCHAR", length: MAX_LENGTH },
  BYTES: { kind: "VARBINARY", length: MAX_LENGTH },
};

/** Names of other databases, and what Flink calls the same. */
const FOREIGN: Readonly<Record<string, string>> = {
  TEXT: "STRING",
  LONGTEXT: "STRING",
  NVARCHAR: "VARCHAR",
  VARCHAR2: "VARCHAR",
  DATETIME: "TIMESTAMP(3)",
  TIMESTAMPTZ: "TIMESTAMP_LTZ(3)",
  BOOL: "BOOLEAN",
  INT2: "SMALLINT",
  INT4: "INT",
  INT8: "BIGINT",
  INT64: "BIGINT",
  LONG: "BIGINT",
  FLOAT64: "DOUBLE",
  NUMBER: "DECIMAL",
  JSON: "STRING",
  JSONB: "STRING",
  BLOB: "BYTES",
  BYTEA: "BYTES",
  STRUCT: "ROW",
};

/** Reads a type with its nullability (nullable without a word). */
export function nullableType(cursor: Cursor): NullableType {
  let type = cursor.nested(() => baseType(cursor));
  let nullable = nullability(cursor);
  while (cursor.isAny("ARRAY", "MULTISET")) {
    type = { kind: cursor.next().upper === "ARRAY" ? "ARRAY" : "MULTISET", element: { type, nullable } };
    nullable = nullability(cursor);
  }
  return { type, nullable };
}

function nullability(cursor: Cursor): boolean {
  if (cursor.take("NOT", "NULL")) return false;
  // In `RETURNING INT NULL ON EMPTY` the word belongs to what follows.
  if (cursor.peek(1).upper !== "ON") cursor.take("NULL");
  return true;
}

function baseType(cursor: Cursor): SqlType {
  const token = cursor.peek();
  if (token.kind !== "word")
    cursor.fail(`Expected a type, found ${cursor.describe()}.`, "For example STRING or DECIMAL(18, 2).");
  const plain = Object.hasOwn(PLAIN, token.upper) ? PLAIN[token.upper] : undefined;
  if (plain !== undefined) {
    cursor.next();
    return plain;
  }
  switch (token.upper) {
    case "DOUBLE":
      cursor.next();
      cursor.take("PRECISION");
      return { kind: "DOUBLE" };
    case "CHAR":
    case "CHARACTER": {
      cursor.next();
      const varying = cursor.take("VARYING");
      return { kind: varying ? "VARCHAR" : "CHAR", length: parameter(cursor, 1, 1, MAX_LENGTH) };
    }
    case "BINARY": {
      cursor.next();
      const varying = cursor.take("VARYING");
      return { kind: varying ? "VARBINARY" : "BINARY", length: parameter(cursor, 1, 1, MAX_LENGTH) };
    }
    case "VARCHAR":
    case "VARBINARY":
      cursor.next();
      return { kind: token.upper, length: parameter(cursor, 1, 1, MAX_LENGTH) };
    case "DECIMAL":
    case "DEC":
    case "NUMERIC":
      cursor.next();
      return decimal(cursor);
    case "TIME":
      cursor.next();
      return withoutZone(cursor, { kind: "TIME", precision: parameter(cursor, 0, 0, 9) });
    case "TIMESTAMP":
      cursor.next();
      return timestamp(cursor, parameter(cursor, 6, 0, 9));
    case "TIMESTAMP_LTZ":
      cursor.next();
      return { kind: "TIMESTAMP_LTZ", precision: parameter(cursor, 6, 0, 9) };
    case "INTERVAL":
      cursor.next();
      return interval(cursor);
    case "ARRAY":
    case "MULTISET": {
      cursor.next();
      return { kind: token.upper, element: bracketed(cursor, () => nullableType(cursor)) };
    }
    case "MAP":
      cursor.next();
      return bracketed(cursor, () => {
        const key = nullableType(cursor);
        cursor.expect(",", "Write MAP<key type, value type>.");
        return { kind: "MAP", key, value: nullableType(cursor) };
      });
    case "ROW":
      cursor.next();
      return row(cursor);
    default: {
      const foreign = Object.hasOwn(FOREIGN, token.upper) ? FOREIGN[token.upper] : undefined;
      return cursor.fail(
        `"${token.text}" is not a Flink SQL type.`,
        foreign === undefined
          ? "Flink has BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL(p, s), CHAR(n), VARCHAR(n), STRING, BINARY(n), VARBINARY(n), BYTES, DATE, TIME, TIMESTAMP(p), TIMESTAMP_LTZ(p), ARRAY<t>, MULTISET<t>, MAP<k, v>, ROW<name t, …>."
          : `Write ${foreign}.`,
      );
    }
  }
}

function bracketed<T>(cursor: Cursor, read: () => T): T {
  cursor.expect("<", "Write the inner type in angle brackets, e.g. ARRAY<STRING>.");
  const value = read();
  closeAngle(cursor);
  return value;
}

function closeAngle(cursor: Cursor): void {
  cursor.expect(">", "Close the inner type with >.");
}

function row(cursor: Cursor): SqlType {
  if (cursor.take("<>")) return { kind: "ROW", fields: [] };
  const round = cursor.is("(");
  if (!round) cursor.expect("<", "Write ROW<name type, …>.");
  else cursor.next();
  const fields: RowField[] = [];
  const close = round ? ")" : ">";
  while (!cursor.is(close)) {
    if (fields.length > 0)
      cursor.expect(",", `Separate the fields of a ROW with commas and close it with ${close}.`);
    const name = cursor.name("the name of a field");
    const field = nullableType(cursor);
    if (cursor.peek().kind === "text") cursor.next();
    if (fields.some((other) => other.name === name.text))
      cursor.fail(`The ROW has two fields "${name.text}".`, "Rename one of them.", "sql/duplicate", name);
    fields.push({ name: name.text, type: field.type, nullable: field.nullable });
  }
  cursor.next();
  return { kind: "ROW", fields: Object.freeze(fields) };
}

function withoutZone(cursor: Cursor, type: SqlType): SqlType {
  if (cursor.take("WITHOUT")) {
    cursor.expect("TIME");
    cursor.expect("ZONE");
  }
  return type;
}

function timestamp(cursor: Cursor, precision: number): SqlType {
  if (!cursor.take("WITH")) return withoutZone(cursor, { kind: "TIMESTAMP", precision });
  const kind = cursor.take("LOCAL") ? "TIMESTAMP_LTZ" : "TIMESTAMP_TZ";
  cursor.expect("TIME");
  cursor.expect("ZONE");
  return { kind, precision };
}

function interval(cursor: Cursor): SqlType {
  const first = cursor.next();
  const months = ["YEAR", "QUARTER", "MONTH"].includes(first.upper);
  if (!months && !["WEEK", "DAY", "HOUR", "MINUTE", "SECOND"].includes(first.upper))
    cursor.fail(
      `An interval has no unit "${first.text}".`,
      "Use YEAR, MONTH, DAY, HOUR, MINUTE or SECOND.",
      "sql/syntax",
      first,
    );
  if (cursor.is("(")) parameter(cursor, 2, 0, 9);
  if (cursor.take("TO")) {
    cursor.next();
    if (cursor.is("(")) parameter(cursor, 6, 0, 9);
  }
  return { kind: "INTERVAL", of: months ? "MONTHS" : "MILLIS" };
}

function decimal(cursor: Cursor): SqlType {
  if (!cursor.is("(")) return { kind: "DECIMAL", precision: 10, scale: 0 };
  cursor.next();
  const precision = whole(cursor, 1, 38, "The precision of a DECIMAL");
  const scale = cursor.take(",") ? whole(cursor, 0, precision, "The scale of a DECIMAL") : 0;
  cursor.expect(")", "Write DECIMAL(precision, scale).");
  return { kind: "DECIMAL", precision, scale };
}

function parameter(cursor: Cursor, otherwise: number, low: number, high: number): number {
  if (!cursor.take("(")) return otherwise;
  const value = whole(cursor, low, high, high === 9 ? "The precision" : "The length");
  cursor.expect(")");
  return value;
}

function whole(cursor: Cursor, low: number, high: number, what: string): number {
  const token = cursor.peek();
  const value = Number(token.text);
  if (token.kind !== "number" || !/^\d+$/.test(token.text) || value < low || value > high)
    cursor.fail(
      `${what} must be a whole number from ${low} to ${high}, found ${cursor.describe()}.`,
      what.startsWith("The length") ? "STRING has no limit." : "",
    );
  cursor.next();
  return value;
}

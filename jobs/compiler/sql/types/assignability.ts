import { printType } from "./print-type";
import type { NullableType, SqlType, SqlTypeKind } from "./sql-type";

const NUMBERS: readonly SqlTypeKind[] = [
  "TINYINT",
  "SMALLINT",
  "INT",
  "BIGINT",
  "FLOAT",
  "DOUBLE",
  "DECIMAL",
];
const EXACT: readonly SqlTypeKind[] = ["TINYINT", "SMALLINT", "INT", "BIGINT", "DECIMAL"];

/** To which other kinds Flink casts without being told, as in its `LogicalTypeCasts`. */
const IMPLICIT: Readonly<Partial<Record<SqlTypeKind, readonly SqlTypeKind[]>>> = {
  CHAR: ["CHAR", "VARCHAR"],
  VARCHAR: ["VARCHAR"],
  BINARY: ["BINARY", "VARBINARY"],
  VARBINARY: ["VARBINARY"],
  TINYINT: [...NUMBERS.slice(1), "INTERVAL"],
  SMALLINT: [...NUMBERS.slice(2), "INTERVAL"],
  INT: [...NUMBERS.slice(3), "INTERVAL"],
  BIGINT: [...NUMBERS.slice(4), "INTERVAL"],
  FLOAT: ["DOUBLE", "DECIMAL"],
  DOUBLE: ["DECIMAL"],
  DECIMAL: ["DECIMAL", "FLOAT", "DOUBLE", "INTERVAL"],
  TIME: ["TIME"],
  TIMESTAMP: ["DATE", "TIME", "TIMESTAMP", "TIMESTAMP_LTZ"],
  TIMESTAMP_LTZ: ["TIMESTAMP", "TIMESTAMP_LTZ"],
  INTERVAL: EXACT,
};

/**
 * Whether a value of one type can be inserted into a column of another: `same` type; `implicit`: Flink casts by itself
 * (its `supportsImplicitCast`); `no`: the query must CAST. Nullability at the top is not looked at.
 */
export function assignability(from: SqlType, to: SqlType): "same" | "implicit" | "no" {
  if (from.kind === to.kind && printType(from) === printType(to)) return "same";
  return implicit(from, to) ? "implicit" : "no";
}

function implicit(from: SqlType, to: SqlType): boolean {
  if (from.kind === "NULL") return true;
  if ((from.kind === "ARRAY" && to.kind === "ARRAY") || (from.kind === "MULTISET" && to.kind === "MULTISET"))
    return inner(from.element, to.element);
  if (from.kind === "MAP" && to.kind === "MAP") return inner(from.key, to.key) && inner(from.value, to.value);
  if (from.kind === "ROW" && to.kind === "ROW")
    return (
      from.fields.length === to.fields.length &&
      from.fields.every((field, index) => {
        const target = to.fields[index];
        return target !== undefined && inner(field, target);
      })
    );
  return IMPLICIT[from.kind]?.includes(to.kind) ?? false;
}

function inner(from: NullableType, to: NullableType): boolean {
  if (from.nullable && !to.nullable) return false;
  return assignability(from.type, to.type) !== "no";
}

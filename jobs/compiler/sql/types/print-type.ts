import { isReserved } from "../lex/reserved-words";
import { MAX_LENGTH, type NullableType, type SqlType } from "./sql-type";

/** The canonical Flink SQL text of a type, e.g. `DECIMAL(18, 2)`, `STRING`, `ROW<a INT, b ARRAY<STRING>>`. */
export function printType(type: SqlType): string {
  switch (type.kind) {
    case "VARCHAR":
      return type.length === MAX_LENGTH ? "STRING" : `VARCHAR(${type.length})`;
    case "VARBINARY":
      return type.length === MAX_LENGTH ? "BYTES" : `VARBINARY(${type.length})`;
    case "CHAR":
    case "BINARY":
      return `${type.kind}(${type.length})`;
    case "DECIMAL":
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case "TIMESTAMP_TZ":
      return `TIMESTAMP(${type.precision}) WITH TIME ZONE`;
    case "TIME":
    case "TIMESTAMP":
    case "TIMESTAMP_LTZ":
      return `${type.kind}(${type.precision})`;
    case "INTERVAL":
      return type.of === "MONTHS" ? "INTERVAL MONTH" : "INTERVAL SECOND(3)";
    case "ARRAY":
    case "MULTISET":
      return `${type.kind}<${printNullable(type.element)}>`;
    case "MAP":
      return `MAP<${printNullable(type.key)}, ${printNullable(type.value)}>`;
    case "ROW":
      return `ROW<${type.fields.map((field) => `${printName(field.name)} ${printNullable(field)}`).join(", ")}>`;
    default:
      return type.kind;
  }
}

/** The same as `printType`, with ` NOT NULL` where the value can't be null. */
export function printNullable(of: NullableType): string {
  return of.nullable ? printType(of.type) : `${printType(of.type)} NOT NULL`;
}

function printName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !isReserved(name.toUpperCase())
    ? name
    : `\`${name.replaceAll("`", "``")}\``;
}

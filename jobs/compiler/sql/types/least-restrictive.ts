import { decimal, decimalOf, isNumber, widerNumber } from "./numeric";
import { printType } from "./print-type";
import type { NullableType, SqlType } from "./sql-type";

/** The narrowest type that holds the values of all (of CASE, COALESCE, UNION …), or null when there is none. */
export function leastRestrictive(types: readonly SqlType[]): SqlType | null {
  let common: SqlType = { kind: "NULL" };
  for (const type of types) {
    const next = ofTwo(common, type);
    if (next === null) return null;
    common = next;
  }
  return common;
}

function ofTwo(a: SqlType, b: SqlType): SqlType | null {
  if (a.kind === "NULL") return b;
  if (b.kind === "NULL") return a;
  if (isNumber(a) && isNumber(b)) return ofNumbers(a, b);
  switch (a.kind) {
    case "CHAR":
    case "VARCHAR":
      if (b.kind !== "CHAR" && b.kind !== "VARCHAR") return null;
      if (a.kind === "CHAR" && b.kind === "CHAR" && a.length === b.length) return a;
      return { kind: "VARCHAR", length: Math.max(a.length, b.length) };
    case "BINARY":
    case "VARBINARY":
      if (b.kind !== "BINARY" && b.kind !== "VARBINARY") return null;
      if (a.kind === "BINARY" && b.kind === "BINARY" && a.length === b.length) return a;
      return { kind: "VARBINARY", length: Math.max(a.length, b.length) };
    case "TIMESTAMP":
    case "TIMESTAMP_LTZ": {
      if (b.kind !== "TIMESTAMP" && b.kind !== "TIMESTAMP_LTZ") return null;
      const kind = a.kind === "TIMESTAMP" && b.kind === "TIMESTAMP" ? "TIMESTAMP" : "TIMESTAMP_LTZ";
      return { kind, precision: Math.max(a.precision, b.precision) };
    }
    case "TIME":
      return b.kind === "TIME" ? { kind: "TIME", precision: Math.max(a.precision, b.precision) } : null;
    case "ARRAY":
    case "MULTISET": {
      if (b.kind !== a.kind) return null;
      const element = inner(a.element, b.element);
      return element === null ? null : { kind: a.kind, element };
    }
    case "MAP": {
      if (b.kind !== "MAP") return null;
      const key = inner(a.key, b.key);
      const value = inner(a.value, b.value);
      return key === null || value === null ? null : { kind: "MAP", key, value };
    }
    default:
      return printType(a) === printType(b) ? a : null;
  }
}

function inner(a: NullableType, b: NullableType): NullableType | null {
  const type = ofTwo(a.type, b.type);
  return type === null ? null : { type, nullable: a.nullable || b.nullable };
}

function ofNumbers(a: SqlType, b: SqlType): SqlType {
  const one = decimalOf(a);
  const other = decimalOf(b);
  if (a.kind === "DECIMAL" || b.kind === "DECIMAL") {
    if (one === null || other === null) return { kind: "DOUBLE" };
    const scale = Math.max(one.scale, other.scale);
    return decimal(Math.max(one.precision - one.scale, other.precision - other.scale) + scale, scale);
  }
  return widerNumber(a, b);
}

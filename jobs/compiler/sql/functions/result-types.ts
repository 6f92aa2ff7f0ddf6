import { leastRestrictive } from "../types/least-restrictive";
import { isNumber } from "../types/numeric";
import { MAX_LENGTH, type SqlType } from "../types/sql-type";
import type { Argument, Family, FunctionRule } from "./function-rule";

export const STRING: SqlType = { kind: "VARCHAR", length: MAX_LENGTH };
export const INT: SqlType = { kind: "INT" };
export const BIGINT: SqlType = { kind: "BIGINT" };
export const DOUBLE: SqlType = { kind: "DOUBLE" };
export const BOOLEAN: SqlType = { kind: "BOOLEAN" };
export const DATE: SqlType = { kind: "DATE" };

/** The type of one argument. */
export function sameAs(index: number): FunctionRule["result"] {
  return (args) => args[index]?.type ?? null;
}

/** The type of a text argument with a length that may vary. */
export function varying(index: number): FunctionRule["result"] {
  return (args) => {
    const type = args[index]?.type ?? null;
    if (type === null || (type.kind !== "CHAR" && type.kind !== "BINARY")) return type;
    return { kind: type.kind === "CHAR" ? "VARCHAR" : "VARBINARY", length: type.length };
  };
}

/** The type that holds the arguments from `start` on. */
export function common(start = 0): FunctionRule["result"] {
  return (args) => {
    const type = commonType(args.slice(start));
    // CASE gives the first of FLOAT and DOUBLE; functions give the wider.
    return type?.kind === "FLOAT" && args.some((arg) => arg.type?.kind === "DOUBLE") ? DOUBLE : type;
  };
}

/** The type that holds all arguments; null when one is unknown or there is none. */
export function commonType(args: readonly Argument[]): SqlType | null {
  const types: SqlType[] = [];
  for (const { type } of args) {
    if (type === null) return null;
    types.push(type);
  }
  return leastRestrictive(types);
}

/** Whether a type is of a family; NULL is of all. */
export function isOf(type: SqlType, family: Family): boolean {
  if (type.kind === "NULL") return true;
  switch (family) {
    case "any":
      return true;
    case "text":
      return type.kind === "CHAR" || type.kind === "VARCHAR";
    case "bytes":
      return type.kind === "BINARY" || type.kind === "VARBINARY";
    case "number":
      return isNumber(type);
    case "whole":
      return ["TINYINT", "SMALLINT", "INT", "BIGINT"].includes(type.kind);
    case "bool":
      return type.kind === "BOOLEAN";
    case "point":
      return ["DATE", "TIME", "TIMESTAMP", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"].includes(type.kind);
    case "time":
      return ["DATE", "TIME", "TIMESTAMP", "TIMESTAMP_LTZ", "TIMESTAMP_TZ", "INTERVAL"].includes(type.kind);
    case "array":
      return type.kind === "ARRAY";
    case "map":
      return type.kind === "MAP";
    case "multiset":
      return type.kind === "MULTISET";
  }
}

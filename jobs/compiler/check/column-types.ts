import type { SqlType, SqlTypeKind } from "../sql/types/sql-type";

const KEYABLE: ReadonlySet<SqlTypeKind> = new Set<SqlTypeKind>([
  "BOOLEAN",
  "TINYINT",
  "SMALLINT",
  "INT",
  "BIGINT",
  "DATE",
  "CHAR",
  "VARCHAR",
  "DECIMAL",
  "TIME",
  "TIMESTAMP",
  "TIMESTAMP_LTZ",
]);

const NESTED: ReadonlySet<SqlTypeKind> = new Set<SqlTypeKind>(["ARRAY", "MAP", "ROW", "MULTISET"]);

const NOT_STORED: ReadonlySet<SqlTypeKind> = new Set<SqlTypeKind>([
  "NULL",
  "INTERVAL",
  "MULTISET",
  "TIMESTAMP_TZ",
]);

/** Whether values of the type can be compared exactly, so that they can make up a key. */
export function isKeyable(type: SqlType): boolean {
  return KEYABLE.has(type.kind);
}

/** Whether a value of the type is one value (not a list, map or row). */
export function isScalar(type: SqlType): boolean {
  return !NESTED.has(type.kind);
}

/** Whether the type marks a point in time, as an event-time column must. */
export function isPointInTime(type: SqlType): boolean {
  return type.kind === "TIMESTAMP" || type.kind === "TIMESTAMP_LTZ";
}

/** Whether the envelope can carry the type: no intervals, multisets or zoned timestamps, and maps by text only. */
export function isCarried(type: SqlType): boolean {
  if (NOT_STORED.has(type.kind)) return false;
  switch (type.kind) {
    case "ARRAY":
      return isCarried(type.element.type);
    case "MAP":
      return (
        (type.key.type.kind === "VARCHAR" || type.key.type.kind === "CHAR") && isCarried(type.value.type)
      );
    case "ROW":
      return type.fields.every((field) => isCarried(field.type));
    default:
      return true;
  }
}

import type { Row } from "./connections";

/**
 * One text a row, sorted, so that two stores can be compared to the cent whatever their drivers make of a value:
 * `T` and fraction of time stamps are dropped when they say nothing, numbers stay as the store printed them.
 */
export function canonicalRows(rows: readonly Row[], columns: readonly string[]): readonly string[] {
  return rows.map((row) => columns.map((column) => canonicalValue(row[column])).join(" | ")).sort();
}

function canonicalValue(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  return String(value).replace(/^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.0+)?$/, "$1 $2");
}

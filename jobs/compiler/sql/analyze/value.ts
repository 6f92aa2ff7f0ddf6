import type { Span } from "../span";
import type { SqlType } from "../types/sql-type";

/** What is known of a value; `origins` are keys made by `originKey` and `asIndirect`. */
export interface Value {
  readonly type: SqlType | null;
  readonly nullable: boolean;
  readonly origins: ReadonlySet<string>;
}

/** A column that a table in FROM or a query gives; `name` is null when the query gives none. */
export interface ResultColumn extends Value, Span {
  readonly name: string | null;
}

export const NO_ORIGINS: ReadonlySet<string> = new Set();

/** A value of which nothing is known. */
export const UNKNOWN: Value = { type: null, nullable: true, origins: NO_ORIGINS };

/** One base column as text; split again by `originOf`. */
export function originKey(table: string, column: string): string {
  return `${table}\u0000${column}`;
}

/** Back from `originKey`. */
export function originOf(key: string): { readonly table: string; readonly column: string } {
  const at = key.indexOf("\u0000");
  return { table: key.slice(0, at), column: key.slice(at + 1) };
}

/** Marks the key of a column that decides a value without flowing into it. */
const INDIRECT = "\u0001";

/** The same origins for a value that they decide without flowing into it: what CASE tests, what COUNT counts. */
export function asIndirect(origins: ReadonlySet<string>): ReadonlySet<string> {
  if (origins.size === 0) return NO_ORIGINS;
  return new Set([...origins].map((key) => (key.startsWith(INDIRECT) ? key : INDIRECT + key)));
}

/** Origins apart by how they reach the value, sorted; a column that does both is direct. */
export function splitOrigins(origins: ReadonlySet<string>): {
  readonly direct: readonly string[];
  readonly indirect: readonly string[];
} {
  const direct = [...origins].filter((key) => !key.startsWith(INDIRECT)).sort();
  const indirect = [...origins]
    .flatMap((key) => (key.startsWith(INDIRECT) ? [key.slice(INDIRECT.length)] : []))
    .filter((key) => !origins.has(key))
    .sort();
  return { direct, indirect };
}

/** The origins of several values together. */
export function originsOf(values: readonly Value[]): ReadonlySet<string> {
  const full = values.filter((value) => value.origins.size > 0);
  if (full.length <= 1) return full[0]?.origins ?? NO_ORIGINS;
  const all = new Set<string>();
  for (const value of full) for (const key of value.origins) all.add(key);
  return all;
}

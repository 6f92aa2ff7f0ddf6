import type { SqlType } from "../types/sql-type";

/** What kind of value an argument must be. */
export type Family =
  | "any"
  | "text"
  | "number"
  | "whole"
  | "bool"
  | "bytes"
  | "time"
  | "point"
  | "array"
  | "map"
  | "multiset";

/** What is known of an argument; `constant` is the text of a literal, else null. */
export interface Argument {
  readonly type: SqlType | null;
  readonly nullable: boolean;
  readonly constant: string | null;
}

/** When a result is null: `some`: when an argument is; `all`: when every one is; or never, or perhaps always. */
export type NullRule = "some" | "all" | "never" | "always" | ((args: readonly Argument[]) => boolean);

/** What Flink's planner knows of a function. */
export interface FunctionRule {
  /** Upper case. */
  readonly name: string;
  /** One entry an argument; a list means that any of the families will do. */
  readonly families: readonly (readonly Family[])[];
  /** How many arguments must be given. */
  readonly min: number;
  /** Whether the last argument may be repeated. */
  readonly repeats: boolean;
  /** The type of the result; null: not known here. Never called with an argument of unknown type when `needs` is true. */
  readonly result: (args: readonly Argument[], unit: string | null) => SqlType | null;
  readonly nulls: NullRule;
  /** An aggregate or a window function; then `nulls` speaks of a group that has rows. */
  readonly aggregate: "aggregate" | "window" | null;
  /** Whether an aggregate over no rows is null. */
  readonly nullIfEmpty: boolean;
}

/**
 * Makes rules for functions of one shape. `signature`: families separated by commas, `a|b` for either, `?` after one
 * that may be missing, `*` after the last when it may be repeated or missing.
 */
export function rules(
  names: string,
  signature: string,
  result: SqlType | FunctionRule["result"],
  nulls: NullRule = "some",
  aggregate: FunctionRule["aggregate"] = null,
  nullIfEmpty = false,
): readonly FunctionRule[] {
  const parts = signature === "" ? [] : signature.split(",");
  const families = parts.map((part) => part.replace(/[?*]$/, "").split("|") as Family[]);
  const min = parts.filter((part) => !/[?*]$/.test(part)).length;
  const repeats = signature.endsWith("*");
  const give = typeof result === "function" ? result : () => result;
  return names
    .split(" ")
    .map((name) => ({ name, families, min, repeats, result: give, nulls, aggregate, nullIfEmpty }));
}

import { childrenOf } from "../../sql/ast/children";
import type { Expression } from "../../sql/ast/expression";

const WINDOW_COLUMNS: ReadonlySet<string> = new Set(["window_start", "window_end", "window_time"]);
const GROUP_WINDOWS = /^(TUMBLE|HOP|SESSION)(_START|_END|_ROWTIME|_PROCTIME)?$/i;
const RANGES: ReadonlySet<string> = new Set(["<", "<=", ">", ">="]);

/** The conditions that AND joins. */
export function parts(condition: Expression): readonly Expression[] {
  if (condition.kind !== "binary" || condition.operator !== "AND") return [condition];
  return [...parts(condition.left), ...parts(condition.right)];
}

/** Whether an expression names the bounds of a window, or makes a window as GROUP BY once did. */
export function isOfWindow(value: Expression): boolean {
  if (value.kind === "name") return WINDOW_COLUMNS.has(value.name.parts.at(-1)?.text ?? "");
  if (value.kind === "call" && GROUP_WINDOWS.test(value.name.text)) return true;
  return childrenOf(value).some(isOfWindow);
}

/**
 * The columns that a condition holds together from both sides with an interval, as an interval join does: `a.t BETWEEN
 * b.t - INTERVAL '1' HOUR AND b.t`. Empty: it does not.
 */
export function timesOf(condition: Expression): readonly string[] {
  const all = parts(condition);
  const between = all.filter((one) => one.kind === "between" && [one.low, one.high].some(hasInterval));
  const ranges = all.filter((one) => one.kind === "binary" && RANGES.has(one.operator));
  const bounds = ranges.length > 1 && ranges.some(hasInterval) ? [...between, ...ranges] : between;
  return [...new Set(bounds.flatMap(columnsIn))].sort();
}

function columnsIn(value: Expression): readonly string[] {
  if (value.kind === "name") return value.name.parts.slice(-1).map((part) => part.text);
  return childrenOf(value).flatMap(columnsIn);
}

/** Whether an expression contains an interval, e.g. `INTERVAL '1' HOUR`. */
export function hasInterval(value: Expression): boolean {
  return (value.kind === "literal" && value.type.kind === "INTERVAL") || childrenOf(value).some(hasInterval);
}

/** Columns of the table called `alias`, or of no table that is named, which a condition compares with `=`. */
export function equatedColumns(condition: Expression, alias: string): readonly string[] {
  return parts(condition).flatMap((one) => {
    if (one.kind !== "binary" || one.operator !== "=") return [];
    return [one.left, one.right].flatMap((side) => {
      if (side.kind !== "name") return [];
      const [column, owner] = side.name.parts.map((part) => part.text).reverse();
      return column !== undefined && (owner === undefined || owner === alias) ? [column] : [];
    });
  });
}

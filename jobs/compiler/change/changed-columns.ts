import { canonicalJson } from "../plan/canonical-json";
import type { TableNode } from "../plan/table-node";
import type { Select } from "../sql/ast/query";
import { parseQuery } from "../sql/parse-query";

/**
 * The columns whose values differ between two versions of a computed table when only items of its SELECT list do; null
 * when the rows themselves may be others (another FROM, WHERE, GROUP BY, …) or it can't be told.
 */
export function changedColumns(old: TableNode, now: TableNode): readonly string[] | null {
  const [before, after] = [listOf(old), listOf(now)];
  if (before === null || after === null || before.rest !== after.rest) return null;
  const names = new Set([...before.items.keys(), ...after.items.keys()]);
  return [...names].filter((name) => before.items.get(name) !== after.items.get(name));
}

/** The items of a SELECT list by the column that they give, and all the rest of the query. */
function listOf(
  table: TableNode,
): { readonly items: ReadonlyMap<string, string>; readonly rest: string } | null {
  const { query } = parseQuery(table.sql ?? "");
  if (query === null || query.body.kind !== "select") return null;
  const { items, ...select }: Select = query.body;
  // DISTINCT and GROUP BY 1 make the list decide which rows there are.
  if (select.distinct || items.length !== table.columns.length) return null;
  if (shape(select.groupBy).includes('"literal"')) return null;
  const entries = table.columns.map(
    ({ name, type }, i) => [name, `${type} ${shape(items[i]?.value)}`] as const,
  );
  return { items: new Map(entries), rest: shape({ ...query, body: select }) };
}

/** A part of a query without the places where it stands in the text. */
function shape(part: unknown): string {
  return canonicalJson(bare(part));
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "offset" && key !== "length");
  return Object.fromEntries(entries.map(([key, inner]) => [key, bare(inner)]));
}

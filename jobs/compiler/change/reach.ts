import type { Plan } from "../plan/plan";
import type { TableNode } from "../plan/table-node";
import type { Reach } from "./change-report";

/** Nothing. */
export const NO_REACH: Reach = { columns: [], tables: [], jobs: [], stores: [], apis: [] };

/**
 * What reads a table, directly or through others, in any of the Plans; and the columns that change with `columns` of it.
 * A column without known lineage counts as reached when its table is.
 */
export function reachOf(table: string, columns: readonly string[], plans: readonly Plan[]): Reach {
  const nodes = plans.flatMap((plan) => plan.tables);
  const below = downstream(table, nodes);
  const all = new Set([table, ...below]);
  const sorted = (ids: readonly string[]) => [...new Set(ids)].sort();
  return {
    columns: sorted(columns.map((column) => `${table}.${column}`)),
    tables: sorted([...below]),
    jobs: sorted(nodes.filter((node) => all.has(node.id)).map((node) => node.job)),
    stores: sorted(
      plans.flatMap((plan) => plan.stores.filter((store) => all.has(store.table)).map((store) => store.id)),
    ),
    apis: sorted(
      plans.flatMap((plan) => plan.apis.filter((api) => all.has(api.table)).map((api) => api.name)),
    ),
  };
}

function downstream(table: string, nodes: readonly TableNode[]): ReadonlySet<string> {
  const readers = new Map<string, string[]>();
  for (const node of nodes)
    for (const read of node.reads) readers.set(read, [...(readers.get(read) ?? []), node.id]);
  const found = new Set<string>();
  const open = [table];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const reader of readers.get(next) ?? [])
      if (!found.has(reader) && reader !== table) {
        found.add(reader);
        open.push(reader);
      }
  return found;
}

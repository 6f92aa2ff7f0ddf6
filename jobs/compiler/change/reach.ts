import type { Plan } from "../plan/plan";
import type { TableNode } from "../plan/table-node";
import type { Reach } from "./change-report";

/** Nothing. */
export const NO_REACH: Reach = { columns: [], tables: [], jobs: [], stores: [], apis: [] };

/**
 * What a change of a table reaches in any of the Plans: columns that come from the `touched` ones, directly or through
 * others, and where they are. `touched` null: other rows, so every column of all that reads it.
 */
export function reachOf(table: string, touched: readonly string[] | null, plans: readonly Plan[]): Reach {
  const nodes = plans.flatMap((plan) => plan.tables);
  const reached = new Map<string, Set<string>>();
  const all = (node: TableNode) => node.columns.map((column) => column.name);
  const own = nodes.filter((node) => node.id === table);
  reached.set(table, new Set(touched ?? own.flatMap(all)));
  // Tables only grow, and each round adds a column or is the last.
  for (let grows = true; grows; ) {
    grows = false;
    for (const node of nodes.filter((one) => one.id !== table)) {
      const columns = reached.get(node.id) ?? new Set<string>();
      const before = columns.size;
      const rows = node.reads.some((read) => movesRows(node, reached.get(read), touched === null));
      for (const name of rows ? all(node) : columnsFrom(node, reached)) columns.add(name);
      if (columns.size === before) continue;
      reached.set(node.id, columns);
      grows = true;
    }
  }
  const holds = (id: string, field: string) => reached.get(id)?.has(field) === true;
  return {
    columns: sorted([...reached].flatMap(([id, columns]) => [...columns].map((column) => `${id}.${column}`))),
    tables: sorted([...reached.keys()].filter((id) => id !== table)),
    jobs: sorted(nodes.filter((node) => reached.has(node.id)).map((node) => node.job)),
    stores: sorted(
      plans.flatMap((plan) =>
        plan.stores
          .filter((store) => store.columns.some((column) => holds(store.table, column.name)))
          .map((store) => store.id),
      ),
    ),
    apis: sorted(
      plans.flatMap((plan) =>
        plan.apis
          .filter((api) => api.fields.some((field) => holds(api.table, field.name)))
          .map((api) => api.name),
      ),
    ),
  };
}

/** Whether reached columns of a table that is read decide which rows there are: named after FROM, they may filter or join. */
function movesRows(node: TableNode, columns: ReadonlySet<string> | undefined, rows: boolean): boolean {
  if (columns === undefined) return false;
  if (rows) return true;
  const from = /\bfrom\b.*$/is.exec(node.sql ?? "")?.[0] ?? "";
  return [...columns].some((column) => new RegExp(`\\b${column}\\b`).test(from));
}

function columnsFrom(node: TableNode, reached: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  return Object.entries(node.lineage)
    .filter(([, origins]) => origins.some((origin) => reached.get(origin.table)?.has(origin.column) === true))
    .map(([column]) => column);
}

function sorted(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort();
}

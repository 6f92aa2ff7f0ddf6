import type { Column } from "../plan/column";
import type { Plan } from "../plan/plan";
import { type LineageEdge, type LineageGraph, type LineageNode, lineageGraph } from "./lineage-graph";
import { apiPart, sourcePart } from "./part-ids";

/** Every column of a Plan, from the captured tables to the fields of the APIs. */
export function columnGraph(plan: Plan): LineageGraph {
  const nodes: LineageNode[] = [];
  const edges: LineageEdge[] = [];
  const add = (kind: LineageNode["kind"], part: string, columns: readonly Column[]) => {
    for (const { name, type } of columns)
      nodes.push({ id: `${part}.${name}`, kind, part, column: name, type });
  };
  const copy = (from: string, to: string, columns: readonly Column[]) => {
    for (const { name } of columns)
      edges.push({ from: `${from}.${name}`, to: `${to}.${name}`, kind: "direct" });
  };
  for (const source of plan.sources)
    for (const table of source.tables) add("source", sourcePart(source.name, table.name), table.columns);
  for (const table of plan.tables) {
    add("table", table.id, table.columns);
    for (const [column, origins] of Object.entries(table.lineage))
      for (const origin of origins)
        edges.push({
          from: `${origin.table}.${origin.column}`,
          to: `${table.id}.${column}`,
          kind: origin.kind,
        });
  }
  for (const store of plan.stores) {
    add("store", store.id, store.columns);
    copy(store.table, store.id, store.columns);
  }
  for (const api of plan.apis) {
    add("api", apiPart(api), api.fields);
    copy(`${api.system}:${api.table}`, apiPart(api), api.fields);
  }
  return lineageGraph(nodes, edges);
}

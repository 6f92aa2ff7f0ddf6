import type { Plan } from "../plan/plan";
import { type LineageEdge, type LineageGraph, type LineageNode, lineageGraph } from "./lineage-graph";
import { apiPart, sourcePart } from "./part-ids";

/** Tables, stores and APIs of a Plan as wholes: also what a SELECT only joins or filters with is upstream. */
export function partGraph(plan: Plan): LineageGraph {
  const nodes: LineageNode[] = [];
  const edges: LineageEdge[] = [];
  const add = (kind: LineageNode["kind"], part: string, ...from: readonly string[]) => {
    nodes.push({ id: part, kind, part, column: null, type: null });
    edges.push(...from.map((one) => ({ from: one, to: part, kind: "direct" as const })));
  };
  for (const source of plan.sources)
    for (const table of source.tables) add("source", sourcePart(source.name, table.name));
  for (const { id, reads, source } of plan.tables)
    add("table", id, ...reads, ...(source === null ? [] : [sourcePart(source.source, source.table)]));
  for (const store of plan.stores) add("store", store.id, store.table);
  for (const api of plan.apis) add("api", apiPart(api), `${api.system}:${api.table}`);
  return lineageGraph(nodes, edges);
}

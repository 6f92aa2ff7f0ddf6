import { type LineageEdge, type LineageGraph, lineageGraph } from "./lineage-graph";

/** `up`: where data comes from; `down`: where it goes to. */
export type LineageDirection = "up" | "down";

/** The part of a graph that can be reached from a node in the given directions, the node itself included. */
export function traceLineage(
  graph: LineageGraph,
  start: string,
  directions: readonly LineageDirection[],
): LineageGraph {
  const nodes = new Set([start]);
  const edges = new Set<LineageEdge>();
  for (const direction of directions) {
    const next = stepsOf(graph, direction);
    const seen = new Set([start]);
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const edge of next.get(at) ?? []) {
        const other = direction === "up" ? edge.from : edge.to;
        edges.add(edge);
        nodes.add(other);
        if (seen.has(other)) continue;
        seen.add(other);
        open.push(other);
      }
  }
  return lineageGraph(
    [...graph.nodes.values()].filter(({ id }) => nodes.has(id)),
    [...edges],
  );
}

/** The edges that lead on from each node in a direction. */
export function stepsOf(
  { edges }: LineageGraph,
  direction: LineageDirection,
): ReadonlyMap<string, readonly LineageEdge[]> {
  const steps = new Map<string, LineageEdge[]>();
  for (const edge of edges) {
    const at = direction === "up" ? edge.to : edge.from;
    const known = steps.get(at);
    if (known === undefined) steps.set(at, [edge]);
    else known.push(edge);
  }
  return steps;
}

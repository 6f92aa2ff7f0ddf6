import type { LineageOrigin } from "../plan/column-lineage";

/** What holds a column, or is a node itself: a captured table, a layer table, a store's table, an API. */
export type LineagePartKind = "source" | "table" | "store" | "api";

/** One node: a column of a part, or a part as a whole. */
export interface LineageNode {
  /** `dwa.borough_minute.revenue`, `source:business.trips.total`, `hologres:dwa.x.y`, `api:x.y`; without a column, the part. */
  readonly id: string;
  readonly kind: LineagePartKind;
  /** Id of the part, e.g. `dwa.borough_minute`, `source:business.trips`, `hologres:dwa.borough_minute`, `api:borough_minute`. */
  readonly part: string;
  /** Null: the node is the part as a whole. */
  readonly column: string | null;
  /** Canonical Flink SQL type; null for a part. */
  readonly type: string | null;
}

/** From where to where data flows. */
export interface LineageEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: LineageOrigin["kind"];
}

/** Nodes and edges, both sorted by id; it has no cycles, as the tables of a Plan have none. */
export interface LineageGraph {
  readonly nodes: ReadonlyMap<string, LineageNode>;
  readonly edges: readonly LineageEdge[];
}

/** Sorts nodes and edges, and drops edges from or to what is not there. */
export function lineageGraph(nodes: readonly LineageNode[], edges: readonly LineageEdge[]): LineageGraph {
  const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);
  const sorted = new Map([...nodes].sort(byId).map((node) => [node.id, node]));
  const order = (edge: LineageEdge) => `${edge.from}\u0000${edge.to}`;
  return {
    nodes: sorted,
    edges: edges
      .filter(({ from, to }) => sorted.has(from) && sorted.has(to))
      .sort((a, b) => (order(a) < order(b) ? -1 : 1)),
  };
}

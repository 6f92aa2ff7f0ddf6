import { suggestion } from "../diagnostic/nearest-name";
import type { LineageGraph, LineageNode } from "./lineage-graph";

/** What stands before the name of each kind of part; people may leave it out where no other part has the name. */
const PREFIXES = ["", "source:", "api:"];

/**
 * Finds what `dwa.x`, `dwa.x.column`, `[source:]business.trips[.column]`, `hologres:dwa.x[.column]` or
 * `[api:]name[.field]` means: a part as a whole, or a column.
 */
export function findNode(
  text: string,
  parts: LineageGraph,
  columns: LineageGraph,
): { readonly node: LineageNode } | { readonly message: string; readonly hint: string } {
  for (const graph of [parts, columns])
    for (const prefix of PREFIXES) {
      const node = graph.nodes.get(prefix + text);
      if (node !== undefined) return { node };
    }
  const dot = text.lastIndexOf(".");
  const part = PREFIXES.map((prefix) => prefix + text.slice(0, dot)).find((id) => parts.nodes.has(id));
  if (dot > 0 && part !== undefined) {
    const names = [...columns.nodes.values()].flatMap((node) =>
      node.part === part && node.column !== null ? [node.column] : [],
    );
    const column = text.slice(dot + 1);
    return { message: `${part} has no column "${column}".`, hint: suggestion(column, names) };
  }
  // A column may be written behind a misspelt table: then the table is what to compare.
  const names = [...parts.nodes.keys()];
  const whole = suggestion(text, names);
  const hint =
    whole.startsWith("Did") || text.split(".").length < 3 ? whole : suggestion(text.slice(0, dot), names);
  return { message: `There is no table, column, store or API "${text}".`, hint };
}

import type { LineageGraph } from "./lineage-graph";
import { type LineageDirection, stepsOf } from "./trace-lineage";

/** How the words of a tree are shown; each gets the plain text. */
export interface TreeStyle {
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
}

const PLAIN: TreeStyle = { strong: (text) => text, quiet: (text) => text };

/** A trace as a tree for people. What is shown with its own branches already is not unfolded again. */
export function printTree(
  trace: LineageGraph,
  start: string,
  directions: readonly LineageDirection[],
  style: TreeStyle = PLAIN,
): string {
  const type = trace.nodes.get(start)?.type;
  const lines = [style.strong(start) + (type ? style.quiet(`  ${type}`) : "")];
  for (const [index, direction] of directions.entries()) {
    const last = index === directions.length - 1;
    const steps = stepsOf(trace, direction);
    const none = (steps.get(start) ?? []).length === 0 ? ": nothing" : "";
    const title = direction === "up" ? "comes from" : "goes to";
    lines.push(`${last ? "└─" : "├─"} ${style.quiet(title + none)}`);
    const shown = new Set<string>();
    const unfold = (at: string, indent: string): void => {
      const edges = steps.get(at) ?? [];
      for (const [i, edge] of edges.entries()) {
        const end = i === edges.length - 1;
        const other = direction === "up" ? edge.from : edge.to;
        const again = shown.has(other) && (steps.get(other) ?? []).length > 0;
        shown.add(other);
        const notes = [edge.kind === "indirect" ? "decides" : "", again ? "see above" : ""].filter(Boolean);
        const note = notes.length > 0 ? style.quiet(`  (${notes.join(", ")})`) : "";
        lines.push(`${indent}${end ? "└─" : "├─"} ${other}${note}`);
        if (!again) unfold(other, `${indent}${end ? "   " : "│  "}`);
      }
    };
    unfold(start, last ? "   " : "│  ");
  }
  return lines.join("\n");
}

import type { LineageGraph, LineageNode } from "./lineage-graph";

/** A trace as a Mermaid flowchart: a box a table, store or API with its columns; what only decides a value is dotted. */
export function printMermaid(trace: LineageGraph, start: string): string {
  const names = new Map([...trace.nodes.keys()].map((id, index) => [id, `n${index}`]));
  const nameOf = (id: string) => names.get(id) ?? id;
  const parts = byPart([...trace.nodes.values()]);
  const lines = ["flowchart LR"];
  for (const [index, [part, nodes]] of [...parts].entries()) {
    if (nodes.every((node) => node.column === null)) {
      lines.push(...nodes.map((node) => `  ${nameOf(node.id)}["${label(part)}"]`));
      continue;
    }
    lines.push(`  subgraph p${index}["${label(part)}"]`);
    lines.push(...nodes.map((node) => `    ${nameOf(node.id)}["${label(textOf(node))}"]`), "  end");
  }
  for (const { from, to, kind } of trace.edges)
    lines.push(`  ${nameOf(from)} ${kind === "direct" ? "-->" : "-.->"} ${nameOf(to)}`);
  lines.push(`  style ${nameOf(start)} stroke-width:3px`);
  return lines.join("\n");
}

function textOf({ column, part }: LineageNode): string {
  return column ?? part;
}

function label(text: string): string {
  return text.replaceAll("#", "#35;").replaceAll('"', "#quot;");
}

function byPart(nodes: readonly LineageNode[]): ReadonlyMap<string, readonly LineageNode[]> {
  const parts = new Map<string, LineageNode[]>();
  for (const node of nodes) {
    const known = parts.get(node.part);
    if (known === undefined) parts.set(node.part, [node]);
    else known.push(node);
  }
  return parts;
}

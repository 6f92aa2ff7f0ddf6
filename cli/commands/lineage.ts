import pc from "picocolors";
import { compile } from "../../jobs/compiler/compile";
import { columnGraph } from "../../jobs/compiler/lineage/column-graph";
import { findNode } from "../../jobs/compiler/lineage/find-node";
import type { LineageGraph } from "../../jobs/compiler/lineage/lineage-graph";
import { openLineageEvents } from "../../jobs/compiler/lineage/open-lineage";
import { partGraph } from "../../jobs/compiler/lineage/part-graph";
import { printMermaid } from "../../jobs/compiler/lineage/print-mermaid";
import { printTree } from "../../jobs/compiler/lineage/print-tree";
import { type LineageDirection, traceLineage } from "../../jobs/compiler/lineage/trace-lineage";
import { UserError } from "../user-error";
import { reportDiagnostics } from "./check";

/** Which way to look, and in which form to print; without a direction both, without a form a tree. */
export interface LineageOptions {
  readonly up?: boolean;
  readonly down?: boolean;
  readonly json?: boolean;
  readonly openlineage?: boolean;
  readonly mermaid?: boolean;
}

/**
 * `strata lineage dwa.x.column`: from which source columns a column comes and to which API fields it goes; without a column
 * the same of whole tables. Exit code 0, or 1 when there is no such thing or the layer files have errors.
 *
 * @throws UserError when two forms are asked for at once.
 */
export async function lineageCommand(
  root: string,
  target: string,
  options: LineageOptions = {},
): Promise<number> {
  const forms = [options.json, options.openlineage, options.mermaid].filter((one) => one === true);
  if (forms.length > 1) throw new UserError("Give one of --json, --openlineage and --mermaid.");
  const compilation = compile(root);
  reportDiagnostics(root, compilation);
  const { plan } = compilation;
  if (plan === null) return 1;
  const [parts, columns] = [partGraph(plan), columnGraph(plan)];
  const found = findNode(target, parts, columns);
  if (!("node" in found)) {
    process.stderr.write(`${found.message} ${found.hint}\n`);
    return 1;
  }
  const { node } = found;
  const both = options.up === options.down;
  const directions: readonly LineageDirection[] = both ? ["up", "down"] : options.up ? ["up"] : ["down"];
  const trace = traceLineage(node.column === null ? parts : columns, node.id, directions);
  if (options.json === true) print(asJson(trace, node.id));
  else if (options.mermaid === true) print(printMermaid(trace, node.id));
  else if (options.openlineage === true) {
    const touched = new Set([...trace.nodes.values()].map((one) => one.part));
    const events = openLineageEvents(plan, columns, parts, touched, new Date().toISOString());
    // One event a line, as OpenLineage's file transport writes them.
    for (const event of events) print(JSON.stringify(event));
  } else print(printTree(trace, node.id, directions, { strong: pc.bold, quiet: pc.dim }));
  return 0;
}

function asJson({ nodes, edges }: LineageGraph, start: string): string {
  return JSON.stringify({ start, nodes: [...nodes.values()], edges }, null, 2);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import pc from "picocolors";
import { compileSources } from "../../jobs/compiler/compile";
import { suggestion } from "../../jobs/compiler/diagnostic/nearest-name";
import { printDiagnostics } from "../../jobs/compiler/diagnostic/print-diagnostics";
import { LAYER_KINDS, type LayerKind, layerKind } from "../../jobs/compiler/model/layer-kind";
import { schemaComment } from "../../jobs/compiler/parse/editor/schema-comment";
import { IDENTIFIER, IDENTIFIER_HINT } from "../../jobs/compiler/parse/schema/primitives";
import { firstApi, firstSource } from "../init/first-api";
import { firstAggregate, firstCapture, firstCopy } from "../init/first-table";
import { type Project, readProject, tableOf, usualOwner } from "../init/project";
import { UserError } from "../user-error";

/** `strata init table <layer>.<name>`: a first file that passes the checks. Default of `from`: the nearest table. */
export async function initTableCommand(
  root: string,
  id: string,
  options: { readonly from?: string },
): Promise<number> {
  const [folder = "", name = "", ...rest] = id.split(".");
  const layer = layerKind(folder);
  if (layer === undefined || rest.length > 0) {
    const known = LAYER_KINDS.map((kind) => kind.name).join(", ");
    throw new UserError(`"${id}" is not a table: write layer.name with a layer of ${known}.`);
  }
  requireName(name);
  const project = readProject(root);
  const path = `layers/${layer.name}/${name}.yaml`;
  if (layer.writtenFrom === "capture") {
    const { source, table } = captured(project, name, options.from);
    const owner = project.model.sources.get(source)?.owner ?? usualOwner(project);
    return write(root, project, path, firstCapture(source, table, owner), [
      `Leave columns out, as here, to take all of ${source}.${table}.`,
    ]);
  }
  const from = tableOf(project, options.from ?? nearest(project, layer));
  if (!layer.mayRead.includes(from.model.layer.name))
    throw new UserError(
      `${layer.title} may not read ${from.model.id}: it reads ${layer.mayRead.join(", ")}.`,
    );
  const text = layer.grain === "group" ? firstAggregate(from) : firstCopy(from);
  return write(root, project, path, text, [
    `It reads ${from.model.id}; make its columns and SQL what you need.`,
    `npx strata init api ${name} --table ${id}   (for a table in a store that answers APIs)`,
  ]);
}

/** `strata init api <name> --table <table>`: a first file that passes the checks. */
export async function initApiCommand(
  root: string,
  name: string,
  options: { readonly table: string; readonly consumer?: string },
): Promise<number> {
  requireName(name);
  const project = readProject(root);
  const table = tableOf(project, options.table);
  const { consumer } = options;
  const known = [...project.model.consumers.keys()];
  if (consumer !== undefined && !known.includes(consumer))
    throw new UserError(`There is no consumer "${consumer}". ${suggestion(consumer, known)}`.trim());
  return write(root, project, `layers/apis/${name}.yaml`, firstApi(table, consumer ?? null), [
    ...(consumer === undefined
      ? ['Nobody may call it yet: add "grants: { <consumer>: {} }", or use --consumer.']
      : []),
    `curl 'http://127.0.0.1:18080/v1/${name}?…' once it is up`,
  ]);
}

/** `strata init source <name>`: a first file that passes the checks. Default of `database`: the name. */
export async function initSourceCommand(
  root: string,
  name: string,
  options: { readonly database?: string },
): Promise<number> {
  requireName(name);
  const database = options.database ?? name;
  requireName(database);
  const project = readProject(root);
  const text = firstSource(name, database, usualOwner(project));
  return write(root, project, `layers/sources/${name}.yaml`, text, [
    "Replace its table with those of the database.",
    `npx strata init table ods.<table> --from ${name}.<table>`,
  ]);
}

/** Writes a new file if it passes the checks; an existing one stays as it is. */
function write(root: string, project: Project, path: string, body: string, next: readonly string[]): number {
  const file = join(root, path);
  if (existsSync(file)) throw new UserError(`${path} exists already: it stays as it is.`);
  const text = `${schemaComment(path) ?? ""}\n${body}`;
  const { diagnostics } = compileSources([...project.files, { path, text }]);
  const own = diagnostics.filter((one) => one.file === path);
  const lineOf = (_file: string, line: number) => text.split("\n")[line - 1];
  const style = { error: pc.red, warning: pc.yellow, quiet: pc.dim, strong: pc.bold };
  if (own.length > 0) process.stderr.write(`${printDiagnostics(own, lineOf, style)}\n\n`);
  if (own.some((one) => one.severity === "error")) {
    process.stderr.write(`${pc.red("not written")}: ${path} would not pass the checks\n`);
    return 1;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: "wx" });
  const steps = [...next, "npx strata check", "npx strata preview"];
  process.stdout.write(
    `${pc.green("written")}: ${path}\nNext:\n${steps.map((step) => `  ${step}\n`).join("")}`,
  );
  return 0;
}

/** What to read when nothing is said: the first table of the first layer that may be read and has one. */
function nearest({ tables }: Project, layer: LayerKind): string {
  for (const readable of layer.mayRead) {
    const [first] = tables.map((one) => one.model).filter((one) => one.layer.name === readable);
    if (first !== undefined) return first.id;
  }
  const layers = layer.mayRead.join(", ");
  throw new UserError(`${layer.title} reads ${layers}, where there is no table yet: begin there.`);
}

/** The source table to capture: as said, else one of the same name, else the first that nothing captures. */
function captured(
  { model }: Project,
  name: string,
  from: string | undefined,
): { readonly source: string; readonly table: string } {
  const all = [...model.sources.values()].flatMap((source) =>
    source.tables.map((table) => ({ source: source.name, table: table.name })),
  );
  const idOf = (one: { readonly source: string; readonly table: string }) => `${one.source}.${one.table}`;
  const taken = new Set(
    [...model.tables.values()].flatMap((table) => (table.source ? [idOf(table.source)] : [])),
  );
  const free = all.filter((one) => !taken.has(idOf(one)));
  const found =
    from === undefined
      ? (free.find((one) => one.table === name) ?? free[0])
      : all.find((one) => idOf(one) === from);
  if (found !== undefined) return found;
  if (from !== undefined)
    throw new UserError(`There is no source table "${from}". ${suggestion(from, all.map(idOf))}`.trim());
  throw new UserError("Every table of every source is captured already: name one with --from.");
}

function requireName(name: string): void {
  if (!IDENTIFIER.test(name)) throw new UserError(`"${name}" can't be a name. ${IDENTIFIER_HINT}`);
}

import { type CompileMemory, NO_MEMORY } from "../cache/compile-memory";
import { type Diagnostic, errorAt } from "../diagnostic/diagnostic";
import { suggestion } from "../diagnostic/nearest-name";
import type { Place } from "../diagnostic/place";
import { LAYERS_FOLDER } from "../layers-folder";
import type { ApiModel } from "../model/api-model";
import type { ConsumerModel } from "../model/consumer-model";
import { LAYER_KINDS } from "../model/layer-kind";
import type { Model } from "../model/model";
import { RESERVED_KINDS } from "../model/reserved-kinds";
import type { SourceModel } from "../model/source-model";
import type { TableModel } from "../model/table-model";
import { parseApi } from "./parse-api";
import { parseConsumer } from "./parse-consumer";
import { type ParsedFile, parseFile } from "./parse-file";
import { parseSource } from "./parse-source";
import { parseTable } from "./parse-table";
import { IDENTIFIER, IDENTIFIER_HINT } from "./schema/primitives";
import { warehouseSchema } from "./schema/warehouse-schema";
import type { SourceFile } from "./source-file";

/** The file that names the warehouse. */
export const WAREHOUSE_FILE = `${LAYERS_FOLDER}/warehouse.yaml`;

/** Reads every layer file. All that is wrong in any of them is in `diagnostics`; parts that are broken are named. */
export function parseModel(
  files: readonly SourceFile[],
  memory: CompileMemory = NO_MEMORY,
): {
  readonly model: Model;
  readonly diagnostics: readonly Diagnostic[];
} {
  const draft = new Draft(memory);
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)))
    draft.add(file);
  return draft.finish();
}

/** Parts of one kind by name, and the names of those that are broken. */
class Parts<T> {
  readonly good = new Map<string, T>();
  readonly broken = new Set<string>();
}

class Draft {
  constructor(private readonly memory: CompileMemory) {}

  private warehouse: string | null = null;
  private readonly sources = new Parts<SourceModel>();
  private readonly tables = new Parts<TableModel>();
  private readonly apis = new Parts<ApiModel>();
  private readonly consumers = new Parts<ConsumerModel>();
  private readonly diagnostics: Diagnostic[] = [];

  /** What each folder of `layers/` holds. */
  private readonly folders: ReadonlyMap<string, (file: SourceFile, name: string) => void> = new Map([
    ["sources", (file, name) => this.keep(this.sources, name, file, () => parseSource(file, name))],
    ["apis", (file, name) => this.keep(this.apis, name, file, () => parseApi(file, name))],
    ["consumers", (file, name) => this.keep(this.consumers, name, file, () => parseConsumer(file, name))],
    ...LAYER_KINDS.map((layer): [string, (file: SourceFile, name: string) => void] => [
      layer.name,
      (file, name) =>
        this.keep(this.tables, `${layer.name}.${name}`, file, () => parseTable(file, layer, name)),
    ]),
  ]);

  add(file: SourceFile): void {
    if (file.path === WAREHOUSE_FILE) {
      const parsed = this.memory.parsed(file, () => parseFile(file, warehouseSchema));
      this.diagnostics.push(...parsed.diagnostics);
      this.warehouse = parsed.value?.name ?? "";
      return;
    }
    const place: Place = { file: file.path, line: 1, column: 1, length: 1 };
    const [, folder = "", base = "", ...deeper] = file.path.split("/");
    const reserved = RESERVED_KINDS.get(folder);
    if (reserved !== undefined && base !== "") {
      const message = `${reserved} are not available yet in this version.`;
      const hint = `Keep the file outside ${LAYERS_FOLDER}/ until a version reads ${LAYERS_FOLDER}/${folder}/.`;
      this.diagnostics.push(errorAt(place, "kind/reserved", message, hint));
      return;
    }
    const read = this.folders.get(folder);
    if (read === undefined || base === "" || deeper.length > 0) {
      const known = base === "" ? ["warehouse.yaml"] : this.folders.keys();
      const hint =
        deeper.length > 0 ? "Folders in a layer's folder are not read." : suggestion(folder, known);
      this.diagnostics.push(
        errorAt(place, "file/place", `"${file.path}" is in no folder that is read.`, hint),
      );
      return;
    }
    if (!base.endsWith(".yaml")) {
      const hint = `Rename it to ${base.replace(/\.[^.]*$/, "")}.yaml.`;
      this.diagnostics.push(errorAt(place, "file/extension", `"${base}" must end in .yaml.`, hint));
      return;
    }
    const name = base.slice(0, -".yaml".length);
    if (!IDENTIFIER.test(name)) {
      this.diagnostics.push(
        errorAt(place, "name/invalid", `The file name "${name}" can't be a name.`, IDENTIFIER_HINT),
      );
      return;
    }
    read(file, name);
  }

  finish(): { readonly model: Model; readonly diagnostics: readonly Diagnostic[] } {
    if (this.warehouse === null) {
      const place: Place = { file: WAREHOUSE_FILE, line: 1, column: 1, length: 1 };
      const hint = 'Write a file with "name:" and "doc:".';
      this.diagnostics.push(errorAt(place, "file/missing", `"${WAREHOUSE_FILE}" is missing.`, hint));
    }
    const model: Model = {
      warehouse: this.warehouse ?? "",
      sources: this.sources.good,
      tables: this.tables.good,
      apis: this.apis.good,
      consumers: this.consumers.good,
      broken: {
        sources: this.sources.broken,
        tables: this.tables.broken,
        apis: this.apis.broken,
        consumers: this.consumers.broken,
      },
    };
    return { model, diagnostics: this.diagnostics };
  }

  private keep<T>(parts: Parts<T>, name: string, file: SourceFile, parse: () => ParsedFile<T>): void {
    const parsed = this.memory.parsed(file, parse);
    this.diagnostics.push(...parsed.diagnostics);
    if (parsed.value === null) parts.broken.add(name);
    else parts.good.set(name, parsed.value);
  }
}

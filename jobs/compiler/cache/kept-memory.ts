import type { CheckedQuery } from "../check/check-query";
import type { Model } from "../model/model";
import type { TableModel } from "../model/table-model";
import type { ParsedFile } from "../parse/parse-file";
import type { SourceFile } from "../parse/source-file";
import type { Catalog } from "../sql/analyze/catalog";
import type { CompileMemory } from "./compile-memory";
import { LazyPlaces } from "./lazy-places";
import { isPlainData } from "./plain-data";
import type { ShardStore } from "./shard-store";
import { textHash } from "./text-hash";

/** A parsed file without its positions; `placed`: its value carries them. */
interface KeptFile {
  readonly placed: boolean;
  readonly value: unknown;
}

/** The tables that a SELECT looked up, and what the check gave. */
interface KeptQuery {
  readonly lookups: readonly string[];
  readonly result: CheckedQuery;
}

/**
 * Remembers in a store what was made of each file and each SELECT without a finding. What has findings is done anew: it is
 * little, and its messages depend on more than what it reads.
 */
export class KeptMemory implements CompileMemory {
  readonly #texts = new Map<string, string>();
  readonly #tables = new Map<string, string>();

  constructor(private readonly store: ShardStore) {}

  parsed<T>(file: SourceFile, parse: () => ParsedFile<T>): ParsedFile<T> {
    const hash = textHash(file.text);
    this.#texts.set(file.path, hash);
    const slot = `file ${file.path}`;
    const kept = this.store.get(slot, (of) => of === hash) as KeptFile | undefined;
    if (kept !== undefined) {
      const places = new LazyPlaces(file);
      const value = kept.placed ? { ...(kept.value as object), places } : kept.value;
      return { value: value as T, places, diagnostics: [] };
    }
    const parsed = parse();
    const { value, places, diagnostics } = parsed;
    if (diagnostics.length > 0 || typeof value !== "object" || value === null) return parsed;
    const placed = "places" in value && value.places === places;
    const bare = placed
      ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== "places"))
      : value;
    if (isPlainData(bare)) this.store.put(slot, hash, { placed, value: bare } satisfies KeptFile);
    return parsed;
  }

  queried(
    table: TableModel,
    model: Model,
    catalog: Catalog,
    check: (catalog: Catalog) => CheckedQuery,
  ): CheckedQuery {
    const slot = `query ${table.id}`;
    const stateOf = (names: readonly string[]) =>
      textHash([table.id, ...names].map((name) => this.#tableState(name, model, catalog)).join("\n"));
    const found = this.store.get(slot, () => true) as KeptQuery | undefined;
    const kept = this.store.get(slot, (of) => found !== undefined && of === stateOf(found.lookups));
    if (kept !== undefined) return (kept as KeptQuery).result;

    const lookups = new Set<string>();
    let suggested = false;
    const result = check({
      table: (name) => {
        lookups.add(name);
        return catalog.table(name);
      },
      names: () => {
        suggested = true;
        return catalog.names();
      },
    });
    if (result.diagnostics.length === 0 && !suggested && isPlainData(result)) {
      const names = [...lookups].sort();
      this.store.put(slot, stateOf(names), { lookups: names, result } satisfies KeptQuery);
    }
    return result;
  }

  /** Everything that a SELECT can see of a table: its contract, and its whole file. */
  #tableState(name: string, model: Model, catalog: Catalog): string {
    let state = this.#tables.get(name);
    if (state === undefined) {
      const file = model.tables.get(name)?.places.file ?? "";
      const contract = catalog.table(name);
      state = `${name} ${this.#texts.get(file) ?? "-"} ${contract === undefined ? "-" : textHash(JSON.stringify(contract))}`;
      this.#tables.set(name, state);
    }
    return state;
  }
}

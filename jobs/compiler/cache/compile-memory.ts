import type { CheckedQuery } from "../check/check-query";
import type { Model } from "../model/model";
import type { TableModel } from "../model/table-model";
import type { ParsedFile } from "../parse/parse-file";
import type { SourceFile } from "../parse/source-file";
import type { Catalog } from "../sql/analyze/catalog";

/** What a compilation may take from an earlier one. The result is the same with and without it. */
export interface CompileMemory {
  /** What `parse` makes of a file; `parse` must depend on the file alone. */
  readonly parsed: <T>(file: SourceFile, parse: () => ParsedFile<T>) => ParsedFile<T>;
  /** What `check` makes of a table's SELECT; without a finding it must depend on the tables that it looks up alone. */
  readonly queried: (
    table: TableModel,
    model: Model,
    catalog: Catalog,
    check: (catalog: Catalog) => CheckedQuery,
  ) => CheckedQuery;
}

/** Nothing is remembered: all work is done. */
export const NO_MEMORY: CompileMemory = {
  parsed: (_, parse) => parse(),
  queried: (_table, _model, catalog, check) => check(catalog),
};

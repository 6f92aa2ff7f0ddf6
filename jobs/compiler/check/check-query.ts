import { type Diagnostic, errorAt } from "../diagnostic/diagnostic";
import { layerKind } from "../model/layer-kind";
import type { Model } from "../model/model";
import { textPlace } from "../model/places";
import type { TableModel } from "../model/table-model";
import type { OutputColumn } from "../sql/analyze/analysis";
import type { Catalog } from "../sql/analyze/catalog";
import { analyzeQuery } from "../sql/analyze-query";
import { parseQuery } from "../sql/parse-query";
import { checkOutput } from "./check-output";
import type { Contract } from "./contract";
import { NO_FACTS, type QueryFacts } from "./facts/query-facts";
import { readFacts } from "./facts/read-facts";
import { afterWhere } from "./never-null";

/** A base table that a SELECT names, with its place in the SQL. */
export interface QueryRead {
  readonly table: string;
  readonly offset: number;
  readonly length: number;
}

/** What the check of a SELECT found; `columns` and `casts` mean something only when there are no errors. */
export interface CheckedQuery {
  readonly reads: readonly QueryRead[];
  readonly columns: readonly OutputColumn[];
  /** Whether output column i must be cast to the contract's type. */
  readonly casts: readonly boolean[];
  readonly facts: QueryFacts;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks a table's SELECT: its text, what it reads, and that it gives what the contract says. */
export function checkQuery(
  table: TableModel,
  contract: Contract,
  model: Model,
  catalog: Catalog,
): CheckedQuery {
  const sql = table.sql ?? "";
  const report = (code: string, message: string, hint: string, offset: number, length: number): Diagnostic =>
    errorAt(textPlace(table.places, ["sql"], sql, offset, length), code, message, hint);

  const parsed = parseQuery(sql);
  const diagnostics: Diagnostic[] = parsed.errors.map((one) =>
    report(one.code, one.message, one.hint, one.offset, one.length),
  );
  for (const match of sql.matchAll(/\$\{/g)) {
    const hint = "Join it from two texts: '$' || '{'.";
    diagnostics.push(
      report("sql/placeholder", '"${" is kept for addresses and secrets.', hint, match.index, 2),
    );
  }
  if (parsed.query === null) return { reads: [], columns: [], casts: [], facts: NO_FACTS, diagnostics };

  const first = analyzeQuery(parsed.query, catalog);
  const seen = afterWhere(
    parsed.query,
    first.reads.map((read) => read.table),
    catalog,
  );
  const analysis = analyzeQuery(parsed.query, seen);
  // What WHERE shows to be never null changes types, but not where a value comes from.
  const columns = analysis.columns.map((column, index) => ({
    ...column,
    indirect: first.columns[index]?.indirect ?? column.indirect,
  }));
  const broken = analysis.reads.filter((read) => !known(read.table) && model.tables.has(read.table));
  const unsure = broken.length > 0 || analysis.reads.some((read) => model.broken.tables.has(read.table));
  for (const one of analysis.errors) {
    const read = analysis.reads.find((ref) => ref.offset === one.offset);
    const exists =
      read !== undefined && (model.tables.has(read.table) || model.broken.tables.has(read.table));
    // Of a table whose own file is broken nothing is known: what follows from it is noise.
    if (one.code === "sql/unknown-table" ? exists : unsure) continue;
    diagnostics.push(report(one.code, one.message, one.hint, one.offset, one.length));
  }
  for (const read of analysis.reads) {
    const layer = layerKind(read.table.split(".")[0] ?? "");
    const exists = model.tables.has(read.table) || model.broken.tables.has(read.table);
    if (layer === undefined || !exists || table.layer.mayRead.includes(layer.name)) continue;
    const allowed = table.layer.mayRead.join(", ");
    const message = `${table.id} may not read ${read.table}: ${table.layer.title} reads only ${allowed}.`;
    const hint = `Read a table of ${allowed}, or move this table to a layer that may read ${layer.name}.`;
    diagnostics.push(report("layer/reads", message, hint, read.offset, read.length));
  }
  const output = unsure
    ? { casts: [], findings: [] }
    : checkOutput(contract, analysis.columns, sql, analysis.errors.length > 0);
  diagnostics.push(
    ...output.findings.map((one) => report(one.code, one.message, one.hint, one.offset, one.length)),
  );
  return {
    reads: analysis.reads,
    columns,
    casts: output.casts,
    facts: readFacts(parsed.query),
    diagnostics,
  };

  function known(id: string): boolean {
    return catalog.table(id) !== undefined;
  }
}

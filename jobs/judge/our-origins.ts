import type { Plan } from "../compiler/plan/plan";
import type { ColumnOrigin, OutputColumn } from "../compiler/sql/analyze/analysis";
import type { Catalog, CatalogTable } from "../compiler/sql/analyze/catalog";
import { analyzeQuery } from "../compiler/sql/analyze-query";
import { parseQuery } from "../compiler/sql/parse-query";
import type { Corpus, CorpusView, Statement } from "./corpus";

/** Where one output column comes from: `table.column`, sorted; direct and indirect together, as the planner has them. */
export interface ColumnAnswer {
  readonly name: string;
  readonly origins: readonly string[];
}

/** A view as the compiler sees it: a table, and what each of its columns comes from. */
interface KnownView {
  readonly table: CatalogTable;
  readonly origins: ReadonlyMap<string, readonly string[]>;
}

/**
 * The compiler's answer to a statement.
 *
 * @throws when the compiler finds an error in the statement.
 */
export function ourOrigins(statement: Statement, corpus: Corpus): readonly ColumnAnswer[] {
  const views = new Map<string, KnownView>();
  const catalog: Catalog = {
    table: (name) => views.get(name)?.table ?? corpus.catalog.table(name),
    names: () => [...views.keys(), ...corpus.catalog.names()],
  };
  for (const view of statement.views) views.set(view.name, knownView(view, catalog, views, corpus.computed));
  return columnsOf(statement.sql, catalog).map((column) => ({
    name: column.name ?? "",
    origins: baseOrigins(column, views, corpus.computed),
  }));
}

/** The compiler's answer to the SELECT of a layer table (`layers/<id>`), as the Plan carries it. */
export function ourLayerOrigins(plan: Plan, from: string): readonly ColumnAnswer[] {
  const table = plan.tables.find((one) => `layers/${one.id}` === from);
  return (table?.columns ?? []).map(({ name }) => ({
    name,
    origins: (table?.lineage[name] ?? []).map((origin) => `${origin.table}.${origin.column}`).sort(),
  }));
}

function knownView(
  view: CorpusView,
  catalog: Catalog,
  views: ReadonlyMap<string, KnownView>,
  computed: ReadonlySet<string>,
): KnownView {
  const columns = columnsOf(view.sql, catalog).map((column, index) => ({
    ...column,
    name: view.columns?.[index] ?? column.name ?? `EXPR$${index}`,
  }));
  return {
    table: {
      id: view.name,
      columns: columns.map(({ name, type, nullable }) => {
        if (type === null) throw new Error(`the type of ${view.name}.${name} is not known`);
        return { name, type, nullable };
      }),
    },
    origins: new Map(columns.map((column) => [column.name, baseOrigins(column, views, computed)])),
  };
}

function columnsOf(sql: string, catalog: Catalog): readonly OutputColumn[] {
  const { query, errors } = parseQuery(sql);
  const analysis = query === null ? { columns: [], errors } : analyzeQuery(query, catalog);
  const [error] = [...errors, ...analysis.errors];
  if (error !== undefined) throw new Error(`${error.message} ${error.hint}: ${sql}`);
  return analysis.columns;
}

function baseOrigins(
  { origins, indirect }: OutputColumn,
  views: ReadonlyMap<string, KnownView>,
  computed: ReadonlySet<string>,
): readonly string[] {
  const base = ({ table, column }: ColumnOrigin) =>
    views.get(table)?.origins.get(column) ?? [`${table}.${column}`];
  const all = new Set([...origins, ...indirect].flatMap(base));
  return [...all].filter((origin) => !computed.has(origin)).sort();
}

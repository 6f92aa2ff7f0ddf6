import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../compiler/plan/plan";
import type { Catalog, CatalogTable } from "../compiler/sql/analyze/catalog";
import { parseType } from "../compiler/sql/types/parse-type";

/** A table of the corpus, in the words of Flink's DDL. */
interface CorpusTable {
  readonly columns: readonly string[];
  /** Computed columns, e.g. `processed_at AS PROCTIME()`; they come from no column. */
  readonly computed: readonly string[];
  readonly constraints: readonly string[];
}

/** A view of the corpus: its name, the names of its columns where it gives any, and its query. */
export interface CorpusView {
  readonly name: string;
  readonly columns: readonly string[] | null;
  readonly sql: string;
}

/** One statement that the planner is asked about. */
export interface Statement {
  /** The corpus file without its ending, or the id of a layer table: `layers/dwa.borough_minute`. */
  readonly from: string;
  readonly sql: string;
  readonly views: readonly CorpusView[];
}

/** The statements of the corpus with the tables that they read. */
export interface Corpus {
  /** DDL that makes the tables, for the planner. */
  readonly setup: readonly string[];
  /** The same tables for the compiler. */
  readonly catalog: Catalog;
  /** Computed columns as `table.column`. */
  readonly computed: ReadonlySet<string>;
  readonly statements: readonly Statement[];
}

/** Reads `tables.json` and every `.sql` file of a folder; statements end with `;` at the end of a line. */
export function readCorpus(folder: string): Corpus {
  const tables: Record<string, CorpusTable> = JSON.parse(readFileSync(join(folder, "tables.json"), "utf8"));
  const statements = readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .flatMap((name) => statementsOf(name.slice(0, -4), readFileSync(join(folder, name), "utf8")));
  const computed = Object.entries(tables).flatMap(([id, table]) =>
    table.computed.map((column) => `${id}.${nameOf(column)}`),
  );
  return {
    setup: setupOf(
      Object.entries(tables).map(
        ([id, { columns, computed: more, constraints }]) =>
          [id, [...columns, ...more, ...constraints]] as const,
      ),
    ),
    catalog: catalogOf(
      Object.entries(tables).map(([id, table]) => ({
        id,
        columns: [
          ...table.columns,
          ...table.computed.map((column) => `${nameOf(column)} TIMESTAMP_LTZ(3) NOT NULL`),
        ],
      })),
    ),
    computed: new Set(computed),
    statements,
  };
}

/** The SELECTs of a Plan's tables, each over the Plan's tables as they are declared. */
export function layerStatements(plan: Plan): Pick<Corpus, "setup" | "statements"> {
  const tables = plan.tables.map(({ id, columns }) => {
    const declared = columns.map(
      ({ name, type, nullable }) => `\`${name}\` ${type}${nullable ? "" : " NOT NULL"}`,
    );
    return [id, declared] as const;
  });
  const statements = plan.tables.flatMap(({ id, sql }) =>
    sql === null ? [] : [{ from: `layers/${id}`, sql, views: [] }],
  );
  return { setup: setupOf(tables), statements };
}

function statementsOf(from: string, text: string): readonly Statement[] {
  const views: CorpusView[] = [];
  const statements: Statement[] = [];
  for (const part of text.split(/;[ \t]*(?:\n|$)/)) {
    const sql = part.trim();
    const view = /^CREATE VIEW (\w+)(?: \(([^)]*)\))? AS\s+([\s\S]*)$/.exec(sql);
    if (view !== null) {
      const [, name = "", names, query = ""] = view;
      views.push({ name, columns: names?.split(",").map((one) => one.trim()) ?? null, sql: query });
    } else if (sql !== "") statements.push({ from, sql, views });
  }
  return statements;
}

/** The source of generated rows reads nothing: the planner only needs some source behind each table. */
function setupOf(tables: readonly (readonly [id: string, lines: readonly string[]])[]): readonly string[] {
  const databases = new Set(tables.map(([id]) => id.split(".")[0] ?? ""));
  return [
    ...[...databases].map((name) => `CREATE DATABASE \`${name}\``),
    ...tables.map(([id, lines]) => {
      const name = id
        .split(".")
        .map((part) => `\`${part}\``)
        .join(".");
      return `CREATE TEMPORARY TABLE ${name} (${lines.join(", ")}) WITH ('connector' = 'datagen')`;
    }),
  ];
}

function catalogOf(tables: readonly { readonly id: string; readonly columns: readonly string[] }[]): Catalog {
  const byId = new Map(
    tables.map(({ id, columns }): [string, CatalogTable] => [id, { id, columns: columns.map(columnOf) }]),
  );
  return { table: (name) => byId.get(name), names: () => [...byId.keys()] };
}

function columnOf(text: string) {
  const name = nameOf(text);
  const type = text.slice(name.length).trim();
  const parsed = parseType(type.replace(/ NOT NULL$/, ""));
  if ("error" in parsed) throw new Error(`${text}: ${parsed.error}`);
  return { name, type: parsed.type, nullable: !type.endsWith(" NOT NULL") };
}

function nameOf(column: string): string {
  return column.split(" ")[0] ?? "";
}

import { columnDdl, type Dialect } from "./dialect";
import type { SqlColumn, TableDefinition } from "./table-definition";

/** One difference between a declared and a real table. */
export interface TableDifference {
  /** Path of the property, e.g. `columns.revenue` or `key`. */
  readonly property: string;
  readonly kind: "add" | "update" | "delete";
  /** What is different, e.g. `column revenue is numeric(10,2), declared numeric(18,2)`. */
  readonly text: string;
  /** The clauses of ALTER TABLE that repair it and keep every row; null when rows or values would be lost. */
  readonly repair: readonly string[] | null;
}

/** Every difference between the table as declared and as it is, in the declared order of columns. */
export function diffTable(
  dialect: Dialect,
  declared: TableDefinition,
  actual: TableDefinition,
): readonly TableDifference[] {
  const found = new Map(actual.columns.map((column) => [column.name, column]));
  const names = new Set(declared.columns.map((column) => column.name));
  return [
    ...declared.columns.flatMap((column) => diffColumn(dialect, column, found.get(column.name))),
    ...actual.columns.filter((column) => !names.has(column.name)).map(surplus),
    ...diffKey(declared.key, actual.key),
  ];
}

/** Those differences that can't be repaired without losing rows or values. */
export function destructiveDifferences(differences: readonly TableDifference[]): readonly TableDifference[] {
  return differences.filter((difference) => difference.repair === null);
}

function diffColumn(
  dialect: Dialect,
  column: SqlColumn,
  actual: SqlColumn | undefined,
): readonly TableDifference[] {
  const property = `columns.${column.name}`;
  if (actual === undefined) {
    return [
      {
        property,
        kind: "add",
        text: `column ${column.name} is missing${column.nullable ? "" : ", and rows that exist have no value for it (declare it nullable)"}`,
        repair: column.nullable ? [`ADD COLUMN ${columnDdl(dialect, column)}`] : null,
      },
    ];
  }
  const differences: TableDifference[] = [];
  if (actual.type !== column.type) {
    differences.push({
      property,
      kind: "update",
      text: `column ${column.name} is ${actual.type}, declared ${column.type}`,
      repair: dialect.widens(actual.type, column.type) ? [dialect.alterType(column, actual)] : null,
    });
  }
  if (actual.nullable !== column.nullable) {
    differences.push({
      property,
      kind: "update",
      text: `column ${column.name} is ${actual.nullable ? "nullable" : "NOT NULL"}, declared ${column.nullable ? "nullable" : "NOT NULL"}`,
      repair: column.nullable ? [dialect.dropNotNull(column)] : null,
    });
  }
  return differences;
}

function surplus(column: SqlColumn): TableDifference {
  return {
    property: `columns.${column.name}`,
    kind: "delete",
    text: `column ${column.name} (${column.type}) is not declared`,
    repair: null,
  };
}

function diffKey(declared: readonly string[], actual: readonly string[]): readonly TableDifference[] {
  if (declared.join("\n") === actual.join("\n")) {
    return [];
  }
  const show = (key: readonly string[]) => (key.length === 0 ? "none" : `(${key.join(", ")})`);
  return [
    {
      property: "key",
      kind: "update",
      text: `the key is ${show(actual)}, declared ${show(declared)}`,
      repair: null,
    },
  ];
}

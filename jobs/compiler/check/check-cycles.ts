import { type Diagnostic, errorAt } from "../diagnostic/diagnostic";
import { textPlace } from "../model/places";
import type { TableModel } from "../model/table-model";
import type { QueryRead } from "./check-query";

/** A table with the tables that its SELECT reads. */
export interface ReadingTable {
  readonly model: TableModel;
  readonly reads: readonly QueryRead[];
}

/** Tables with all that they read before them, ties by id; those in a circle are left out and reported once a circle. */
export function orderTables<T extends ReadingTable>(
  tables: readonly T[],
): { readonly ordered: readonly T[]; readonly diagnostics: readonly Diagnostic[] } {
  const byId = new Map(
    [...tables].sort((a, b) => (a.model.id < b.model.id ? -1 : 1)).map((one) => [one.model.id, one]),
  );
  const ordered: T[] = [];
  const diagnostics: Diagnostic[] = [];
  const state = new Map<string, "open" | "done" | "circle">();

  const visit = (table: T, path: readonly T[]): boolean => {
    const id = table.model.id;
    const seen = state.get(id);
    if (seen === "done") return true;
    if (seen === "circle") return false;
    if (seen === "open") {
      diagnostics.push(circle(path.slice(path.findIndex((one) => one.model.id === id))));
      return false;
    }
    state.set(id, "open");
    let whole = true;
    for (const read of [...new Set(table.reads.map((one) => one.table))].sort()) {
      const next = byId.get(read);
      if (next !== undefined) whole = visit(next, [...path, table]) && whole;
    }
    state.set(id, whole ? "done" : "circle");
    if (whole) ordered.push(table);
    return whole;
  };

  for (const table of byId.values()) visit(table, []);
  return { ordered, diagnostics };
}

function circle(tables: readonly ReadingTable[]): Diagnostic {
  const ids = tables.map((one) => one.model.id);
  const first = tables[0];
  const path = [...ids, ids[0]].join(" → ");
  const message = `Tables read each other in a circle: ${path}.`;
  const read = first?.reads.find((one) => one.table === (ids[1] ?? ids[0]));
  const sql = first?.model.sql ?? "";
  const place =
    first === undefined
      ? { file: "", line: 1, column: 1, length: 1 }
      : textPlace(first.model.places, ["sql"], sql, read?.offset ?? 0, read?.length ?? 1);
  return errorAt(place, "table/circle", message, "Take what both need into a table of its own.");
}

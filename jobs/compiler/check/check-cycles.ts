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

  // An explicit stack: a chain of tables may be longer than the call stack is deep.
  const stack: Visit<T>[] = [];
  const enter = (table: T): void => {
    state.set(table.model.id, "open");
    const reads = [...new Set(table.reads.map((one) => one.table))].sort();
    stack.push({ table, left: reads.reverse(), whole: true });
  };
  const step = (visit: Visit<T>): void => {
    const read = visit.left.pop();
    if (read === undefined) {
      stack.pop();
      state.set(visit.table.model.id, visit.whole ? "done" : "circle");
      if (visit.whole) ordered.push(visit.table);
      const reader = stack.at(-1);
      if (reader !== undefined) reader.whole &&= visit.whole;
      return;
    }
    const next = byId.get(read);
    const seen = state.get(read);
    if (next === undefined || seen === "done") return;
    if (seen === undefined) {
      enter(next);
      return;
    }
    visit.whole = false;
    if (seen === "circle") return;
    const open = stack.map((one) => one.table);
    diagnostics.push(circle(open.slice(open.indexOf(next))));
  };

  for (const table of byId.values()) {
    if (state.has(table.model.id)) continue;
    enter(table);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) step(top);
  }
  return { ordered, diagnostics };
}

/** A table whose reads are being visited: those `left`, the next one last; and whether none of the others is in a circle. */
interface Visit<T> {
  readonly table: T;
  readonly left: string[];
  whole: boolean;
}

/** Ids of a circle that a message names; of a longer one the middle is left out. */
const MAX_NAMED = 12;

function circle(tables: readonly ReadingTable[]): Diagnostic {
  const ids = tables.map((one) => one.model.id);
  const first = tables[0];
  const named =
    ids.length <= MAX_NAMED ? ids : [...ids.slice(0, MAX_NAMED), `… ${ids.length - MAX_NAMED} more`];
  const path = [...named, ids[0]].join(" → ");
  const message = `Tables read each other in a circle: ${path}.`;
  const read = first?.reads.find((one) => one.table === (ids[1] ?? ids[0]));
  const sql = first?.model.sql ?? "";
  const place =
    first === undefined
      ? { file: "", line: 1, column: 1, length: 1 }
      : textPlace(first.model.places, ["sql"], sql, read?.offset ?? 0, read?.length ?? 1);
  return errorAt(place, "table/circle", message, "Take what both need into a table of its own.");
}

import type { Flow, StateOperator } from "../facts/query-facts";
import type { KnownModel, KnownTable } from "./model-check";
import { rowWidth } from "./row-width";

/** Bytes that the state backend adds to each row: key, time of change, index. */
const ROW_OVERHEAD = 64;

/** How many rows; null: not known, for want of `state.keys` in `missing` (empty: it can't be declared). */
export interface Rows {
  readonly count: number | null;
  readonly missing: readonly string[];
}

/** An upper estimate of the state of operators, in bytes; null: not known. */
export interface StateEstimate {
  readonly bytes: number | null;
  readonly missing: readonly string[];
}

/** Estimates how many rows tables hold and how much state operators keep, from declared cardinalities and types. */
export class StateEstimates {
  readonly #rows = new Map<string, Rows>();

  constructor(private readonly known: KnownModel) {}

  /** What operators of a table's SELECT keep together. */
  of(table: KnownTable, operators: readonly StateOperator[]): StateEstimate {
    let bytes: number | null = 0;
    const missing = new Set<string>();
    for (const { keeps, perKey } of operators) {
      const own = perKey ? table.model.stateKeys : null;
      for (const flow of keeps) {
        const rows = own === null ? this.#rowsOf(flow) : { count: own, missing: [] };
        for (const id of rows.missing) missing.add(id);
        const width = perKey ? ROW_OVERHEAD + rowWidth(table.contract) : this.#width(flow);
        bytes = bytes === null || rows.count === null ? null : bytes + rows.count * width;
      }
    }
    return { bytes, missing: [...missing].sort() };
  }

  /** Rows that a table holds: as declared, else as many as the largest of the tables that it is made of. */
  rows(id: string): Rows {
    const found = this.#rows.get(id);
    if (found !== undefined) return found;
    const table = this.known.tables.get(id);
    const declared = table?.model.stateKeys ?? null;
    let rows: Rows = { count: declared, missing: [] };
    if (declared === null)
      rows =
        table === undefined || table.model.sql === null
          ? { count: null, missing: [id] }
          : this.#rowsOf(table.facts.rows);
    this.#rows.set(id, rows);
    return rows;
  }

  #rowsOf(flow: Flow): Rows {
    const all = flow.tables.map((id) => this.rows(id));
    const missing = [...new Set(all.flatMap((rows) => rows.missing))];
    const counts = all.map((rows) => rows.count);
    if (!flow.whole || counts.includes(null)) return { count: null, missing };
    return { count: Math.max(1, ...counts.filter((count) => count !== null)), missing };
  }

  #width(flow: Flow): number {
    const widths = flow.tables.map((id) => {
      const table = this.known.tables.get(id);
      return table === undefined ? 0 : rowWidth(table.contract);
    });
    return widths.reduce((sum, width) => sum + width, ROW_OVERHEAD);
  }
}

import type { Span } from "../span";
import type { SqlError } from "../sql-error";
import type { SqlType } from "../types/sql-type";

/** A column of a base table whose value flows into an output column. */
export interface ColumnOrigin {
  /** Id of the table, e.g. `dws.trip`. */
  readonly table: string;
  readonly column: string;
}

/** One column that the query gives. */
export interface OutputColumn extends Span {
  /** The alias or the plain column's name; null when the query gives it none. */
  readonly name: string | null;
  /** Null: not known here; the planner decides. */
  readonly type: SqlType | null;
  readonly nullable: boolean;
  /** Where the value comes from directly; filters, join and group keys are no origins. Sorted, without doubles. */
  readonly origins: readonly ColumnOrigin[];
  /**
   * What decides the value without flowing into it: what CASE and IF test, what COUNT counts, the keys of OVER. None of
   * `origins`, sorted, without doubles.
   */
  readonly indirect: readonly ColumnOrigin[];
}

/** A base table where the query names it. */
export interface TableRef extends Span {
  /** The name as written, e.g. `dws.trip`; also when there is no such table. */
  readonly table: string;
}

/** What a query gives, what it reads, and everything that is wrong with it. */
export interface Analysis {
  readonly columns: readonly OutputColumn[];
  readonly reads: readonly TableRef[];
  readonly errors: readonly SqlError[];
}

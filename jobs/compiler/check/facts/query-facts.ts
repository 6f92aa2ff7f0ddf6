/** The base tables whose rows flow through a part of a query; `whole`: all that do are known. */
export interface Flow {
  readonly tables: readonly string[];
  readonly whole: boolean;
  /** Whether each row belongs to a window, which ends. */
  readonly windowed: boolean;
}

/** An operator of a query that keeps rows until a window ends, a time-to-live runs out, or for ever. */
export interface StateOperator {
  /** In words: `join`, `aggregation`, `deduplication`. */
  readonly what: string;
  readonly offset: number;
  readonly length: number;
  /** What it keeps: one entry an input. */
  readonly keeps: readonly Flow[];
  /** Columns that hold its inputs together in time, as in an interval join; it is bounded if they are event times. */
  readonly times: readonly string[];
  /** Whether it keeps one row for each key of the table that the query computes. */
  readonly perKey: boolean;
}

/** A window made over a base table by one of its columns. */
export interface WindowUse {
  readonly table: string;
  readonly column: string;
  readonly offset: number;
  readonly length: number;
}

/** A base table joined as it was at a moment. */
export interface VersionUse {
  readonly table: string;
  /** Columns that ON compares with `=`. */
  readonly equated: readonly string[];
  /** The column that says the moment; null: it is no column, e.g. `PROCTIME()`. */
  readonly moment: string | null;
  /** The base tables left of the join. */
  readonly left: readonly string[];
  readonly offset: number;
  readonly length: number;
}

/** What a query does that other checks than its own need to know; plain data. */
export interface QueryFacts {
  readonly rows: Flow;
  readonly operators: readonly StateOperator[];
  readonly windows: readonly WindowUse[];
  readonly versions: readonly VersionUse[];
}

/** Of a query that can't be read. */
export const NO_FACTS: QueryFacts = {
  rows: { tables: [], whole: false, windowed: false },
  operators: [],
  windows: [],
  versions: [],
};

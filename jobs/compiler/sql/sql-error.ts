/** Stable ids of what can be wrong with a query. */
export type SqlErrorCode =
  | "sql/syntax"
  | "sql/unsupported"
  | "sql/too-deep"
  | "sql/unknown-table"
  | "sql/unknown-column"
  | "sql/unknown-function"
  | "sql/ambiguous"
  | "sql/duplicate"
  | "sql/arguments"
  | "sql/type"
  | "sql/not-grouped"
  | "sql/aggregate"
  | "sql/column-count"
  | "sql/position";

/** One thing that is wrong with a query: what, where, and what to do about it. */
export interface SqlError {
  readonly code: SqlErrorCode;
  readonly message: string;
  /** What to do; may suggest the nearest known name. Empty when there is nothing to add. */
  readonly hint: string;
  /** UTF-16 offset into the query's text, from 0. */
  readonly offset: number;
  /** UTF-16 length of the part that is wrong; 0 at the end of the text. */
  readonly length: number;
}

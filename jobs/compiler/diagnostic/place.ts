/** Where something stands in a layer file. */
export interface Place {
  /** Path from the project root, with forward slashes, e.g. `layers/dwa/borough_minute.yaml`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** UTF-16 units on that line, at least 1. */
  readonly length: number;
}

/**
 * Finds lines and columns of a text by offset. The YAML parser's own counter misses line breaks inside tokens that it
 * refuses, and then gives columns after the end of a line.
 */
export class LineStarts {
  readonly #starts: readonly number[];

  /** Lines end with a line feed. */
  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  /** Line and column, both from 1, of an offset that is not negative. */
  at(offset: number): { readonly line: number; readonly column: number } {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}

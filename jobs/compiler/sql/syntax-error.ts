import type { SqlError } from "./sql-error";

/** A `sql/syntax` error over a part of the text. */
export function syntaxError(message: string, hint: string, offset: number, length: number): SqlError {
  return { code: "sql/syntax", message, hint, offset, length };
}

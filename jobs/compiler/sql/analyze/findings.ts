import type { Span } from "../span";
import type { SqlError, SqlErrorCode } from "../sql-error";

/** Collects what is wrong with a query; the same thing at the same place once. */
export class Findings {
  readonly #errors = new Map<string, SqlError>();

  add(code: SqlErrorCode, message: string, hint: string, span: Span): void {
    const key = `${span.offset} ${span.length} ${code} ${message}`;
    this.#errors.set(key, { code, message, hint, offset: span.offset, length: span.length });
  }

  /** Everything found, by position. */
  sorted(): readonly SqlError[] {
    return [...this.#errors.values()].sort((a, b) => a.offset - b.offset || a.length - b.length);
  }
}

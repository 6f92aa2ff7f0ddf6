import { lex } from "../lex/lexer";
import { Cursor, SyntaxFailure } from "../parse/cursor";
import { nullableType } from "../parse/type";
import type { SqlType } from "./sql-type";

/** Reads Flink SQL type text without nullability, e.g. `decimal(18,2)`; else says what is wrong and where. Never throws. */
export function parseType(
  text: string,
): { readonly type: SqlType } | { readonly error: string; readonly offset: number } {
  const { tokens, error } = lex(text);
  if (error !== null) return { error: `${error.message} ${error.hint}`.trim(), offset: error.offset };
  const cursor = new Cursor(tokens);
  try {
    const start = cursor.peek();
    const { type, nullable } = nullableType(cursor);
    if (!nullable)
      return {
        error: "NOT NULL is not part of the type: say it with the column's nullability.",
        offset: start.offset,
      };
    if (cursor.peek().kind === "end") return { type };
    return {
      error: `Expected the end of the type, found ${cursor.describe()}.`,
      offset: cursor.peek().offset,
    };
  } catch (failure) {
    if (!(failure instanceof SyntaxFailure)) throw failure;
    const { message, hint, offset } = failure.error;
    return { error: `${message} ${hint}`.trim(), offset };
  }
}

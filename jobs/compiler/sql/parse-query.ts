import type { Query } from "./ast/query";
import { lex } from "./lex/lexer";
import { Cursor, SyntaxFailure } from "./parse/cursor";
import { parseWholeQuery } from "./parse/query";
import type { SqlError } from "./sql-error";

/**
 * Parses one Flink SQL query (SELECT, VALUES, WITH, set operations). Never throws: `query` is null exactly when there
 * are errors. Only the first syntax error is given, since what follows it is guesswork.
 */
export function parseQuery(text: string): {
  readonly query: Query | null;
  readonly errors: readonly SqlError[];
} {
  const { tokens, error } = lex(text);
  if (error !== null) return { query: null, errors: [error] };
  try {
    return { query: parseWholeQuery(new Cursor(tokens)), errors: [] };
  } catch (failure) {
    if (failure instanceof SyntaxFailure) return { query: null, errors: [failure.error] };
    throw failure;
  }
}

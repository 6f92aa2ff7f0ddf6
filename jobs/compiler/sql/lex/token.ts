import type { Span } from "../span";

/**
 * `word`: a keyword or a name without quotes; `name`: a name in backticks; `text`: a character literal; `bytes`: x'0aff';
 * `hint`: a whole optimizer hint; `end`: the end of the text.
 */
export type TokenKind = "word" | "name" | "text" | "bytes" | "number" | "symbol" | "hint" | "end";

/** The smallest part of a query that means something. */
export interface Token extends Span {
  readonly kind: TokenKind;
  /** The content: without quotes, escapes resolved. */
  readonly text: string;
  /** The content of a `word` in upper case, of a `symbol` as it is; else empty. Keywords are compared with this. */
  readonly upper: string;
}

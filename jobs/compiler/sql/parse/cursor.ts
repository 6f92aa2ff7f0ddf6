import type { Identifier } from "../ast/name";
import { isReserved } from "../lex/reserved-words";
import type { Token } from "../lex/token";
import type { Span } from "../span";
import type { SqlError, SqlErrorCode } from "../sql-error";

/** How deep a query may nest; deeper text is refused before the call stack ends. */
const DEPTH_LIMIT = 200;

/** Carries the first syntax error out of the parser; `parseQuery` turns it into a value. */
export class SyntaxFailure extends Error {
  constructor(readonly error: SqlError) {
    super(error.message);
  }
}

/** Reads tokens from left to right; looks ahead, never back. */
export class Cursor {
  #at = 0;
  #depth = 0;

  constructor(readonly tokens: readonly Token[]) {}

  /** The token at the cursor, or `ahead` tokens further; the last token is `end` for ever. */
  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.#at + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new RangeError("The lexer ends every list of tokens with an end token");
    return token;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== "end") this.#at++;
    return token;
  }

  /** Whether the next tokens are these keywords or symbols. */
  is(...words: readonly string[]): boolean {
    return words.every((word, index) => this.peek(index).upper === word);
  }

  /** Whether the next token is one of these keywords or symbols. */
  isAny(...words: readonly string[]): boolean {
    const { upper } = this.peek();
    return upper !== "" && words.includes(upper);
  }

  /** Takes these keywords or symbols when they are next. */
  take(...words: readonly string[]): boolean {
    if (!this.is(...words)) return false;
    this.#at += words.length;
    return true;
  }

  /** Takes one keyword or symbol, which must be next. `toDo` says what to write instead, when there is more to say. */
  expect(word: string, toDo = ""): Token {
    if (!this.is(word)) this.fail(`Expected ${word}, found ${this.describe()}.`, toDo);
    return this.next();
  }

  /** Takes a name: in backticks, or a word that is not reserved. `what` says what it names. */
  name(what: string): Identifier {
    const token = this.peek();
    if (token.kind === "word" && isReserved(token.upper))
      this.fail(
        `Expected ${what}, found the keyword ${token.text}.`,
        `If it is a name, put it in backticks: \`${token.text}\`.`,
      );
    if (token.kind !== "word" && token.kind !== "name")
      this.fail(`Expected ${what}, found ${this.describe()}.`);
    this.next();
    return { text: token.text, offset: token.offset, length: token.length };
  }

  /** Whether a name is next. */
  isName(): boolean {
    const token = this.peek();
    return token.kind === "name" || (token.kind === "word" && !isReserved(token.upper));
  }

  skipHints(): void {
    while (this.peek().kind === "hint") this.next();
  }

  /** The part of the text from `first` to the last token that was taken. */
  since(first: Span): Span {
    const last = this.tokens[this.#at - 1] ?? this.peek();
    return { offset: first.offset, length: Math.max(last.offset + last.length - first.offset, 0) };
  }

  /** One or more of something, with commas between. */
  list<T>(read: () => T): readonly T[] {
    const items = [read()];
    while (this.take(",")) items.push(read());
    return Object.freeze(items);
  }

  /** Runs one level deeper in the nesting of the query. */
  nested<T>(read: () => T): T {
    if (++this.#depth > DEPTH_LIMIT)
      this.fail(
        `The query nests deeper than ${DEPTH_LIMIT} levels.`,
        "Split it with WITH or into tables of their own.",
        "sql/too-deep",
      );
    const value = read();
    this.#depth--;
    return value;
  }

  /** What is next, in words. */
  describe(): string {
    const token = this.peek();
    if (token.kind === "end") return "the end of the text";
    if (token.kind === "text") return `the text '${short(token.text)}'`;
    return token.kind === "word" && isReserved(token.upper)
      ? `the keyword ${token.text}`
      : `"${short(token.text)}"`;
  }

  /** Ends parsing with an error at the next token, or over `span`. */
  fail(message: string, hint = "", code: SqlErrorCode = "sql/syntax", span: Span = this.peek()): never {
    throw new SyntaxFailure({ code, message, hint, offset: span.offset, length: span.length });
  }
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

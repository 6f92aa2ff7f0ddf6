import type { SqlError } from "../sql-error";
import { syntaxError } from "../syntax-error";
import type { Token, TokenKind } from "./token";

const PAIRS = new Set(["<>", "<=", ">=", "!=", "||", "=>", "->"]);
const SINGLE = "+-*/%=<>(),.;[]{}:?";

/** Cuts a query into tokens, the last of which is `end`; comments are dropped. Linear in the length of the text. */
export function lex(text: string): { readonly tokens: readonly Token[]; readonly error: SqlError | null } {
  const tokens: Token[] = [];
  const size = text.length;
  let at = 0;
  const push = (kind: TokenKind, start: number, content: string, upper: string): void => {
    tokens.push({ kind, text: content, upper, offset: start, length: at - start });
  };
  const fail = (message: string, hint: string, offset: number, length: number) => {
    tokens.push({ kind: "end", text: "", upper: "", offset: size, length: 0 });
    return { tokens, error: syntaxError(message, hint, offset, length) };
  };

  while (at < size) {
    const start = at;
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      at++;
    } else if (isWordStart(code)) {
      const quote = literalPrefix(text, at);
      if (quote > 0) {
        const end = closingQuote(text, at + quote, 39);
        if (end < 0) return fail("A text literal is not closed.", "Close it with '.", start, quote);
        const content = text.slice(at + quote + 1, end - 1);
        at = end;
        if (code !== 120 && code !== 88) push("text", start, content.replaceAll("''", "'"), "");
        else if (/^([0-9a-fA-F]{2})*$/.test(content)) push("bytes", start, content, "");
        else return fail("Not a bytes literal.", "Write pairs of hex digits: x'0aff'.", start, at - start);
      } else {
        at++;
        while (at < size && isWordPart(text.charCodeAt(at))) at++;
        const word = text.slice(start, at);
        push("word", start, word, word.toUpperCase());
      }
    } else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(at + 1)))) {
      at = endOfNumber(text, at);
      push("number", start, text.slice(start, at), "");
      if (at < size && isWordStart(text.charCodeAt(at)))
        return fail(
          `A name can't start with a digit: "${wordAt(text, start)}".`,
          "Put it in backticks.",
          start,
          wordAt(text, start).length,
        );
    } else if (code === 39 || code === 96) {
      const end = closingQuote(text, at, code);
      const sign = String.fromCharCode(code);
      if (end < 0)
        return fail(
          code === 39 ? "A text literal is not closed." : "A name in backticks is not closed.",
          `Close it with ${sign}; inside, write ${sign}${sign}.`,
          start,
          1,
        );
      at = end;
      push(
        code === 39 ? "text" : "name",
        start,
        text.slice(start + 1, end - 1).replaceAll(sign + sign, sign),
        "",
      );
      if (code === 96 && end - start === 2)
        return fail("A name is empty.", "Write the name between the backticks.", start, 2);
    } else if (startsComment(text, at, code)) {
      const newline = text.indexOf("\n", at);
      at = newline < 0 ? size : newline + 1;
    } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
      const close = text.indexOf("*/", at + 2);
      if (close < 0) return fail("A comment is not closed.", "Close it with */.", start, 2);
      at = close + 2;
      if (text.charCodeAt(start + 2) === 43) push("hint", start, text.slice(start + 3, close), "");
    } else {
      const pair = text.slice(at, at + 2);
      const symbol = PAIRS.has(pair) ? pair : SINGLE.includes(text.charAt(at)) ? text.charAt(at) : "";
      if (symbol === "") {
        const character = String.fromCodePoint(text.codePointAt(at) ?? code);
        const hint =
          character === '"'
            ? "Names go in backticks (`name`), text in single quotes ('text')."
            : "Names with such characters go in backticks (`name`).";
        return fail(`${JSON.stringify(character)} has no meaning here.`, hint, start, character.length);
      }
      at += symbol.length;
      push("symbol", start, symbol, symbol);
    }
  }
  tokens.push({ kind: "end", text: "", upper: "", offset: size, length: 0 });
  return { tokens, error: null };
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 160 || code === 0xfeff;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWordStart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    code === 95 ||
    code === 36 ||
    (code > 160 && isLetter(code))
  );
}

function isWordPart(code: number): boolean {
  return isWordStart(code) || isDigit(code);
}

function isLetter(code: number): boolean {
  return /^\p{L}$/u.test(String.fromCharCode(code));
}

function startsComment(text: string, at: number, code: number): boolean {
  return (code === 45 || code === 47) && text.charCodeAt(at + 1) === code;
}

/** The number of characters before the quote when a literal such as x'0a', n'…' or _utf8'…' starts here, else 0. */
function literalPrefix(text: string, at: number): number {
  const first = text.charCodeAt(at) | 32;
  if ((first === 120 || first === 110) && text.charCodeAt(at + 1) === 39) return 1;
  if (text.charCodeAt(at) !== 95) return 0;
  const match = /^_(?:utf8|utf16)(?=')/i.exec(text.slice(at, at + 8));
  return match === null ? 0 : match[0].length;
}

/** The offset after the quote that closes the one at `at` (a doubled quote is content), or -1. */
function closingQuote(text: string, at: number, quote: number): number {
  const sign = String.fromCharCode(quote);
  let end = at;
  for (;;) {
    end = text.indexOf(sign, end + 1);
    if (end < 0) return -1;
    if (text.charCodeAt(end + 1) !== quote) return end + 1;
    end++;
  }
}

function endOfNumber(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at))) at++;
  if (text.charCodeAt(at) === 46) {
    at++;
    while (isDigit(text.charCodeAt(at))) at++;
  }
  if ((text.charCodeAt(at) | 32) === 101) {
    const sign = text.charCodeAt(at + 1);
    const digits = sign === 43 || sign === 45 ? at + 2 : at + 1;
    if (isDigit(text.charCodeAt(digits))) {
      at = digits;
      while (isDigit(text.charCodeAt(at))) at++;
    }
  }
  return at;
}

function wordAt(text: string, start: number): string {
  let at = start;
  while (at < text.length && isWordPart(text.charCodeAt(at))) at++;
  return text.slice(start, at);
}

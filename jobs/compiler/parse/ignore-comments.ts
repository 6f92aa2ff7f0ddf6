import { Lexer } from "yaml";
import type { Place } from "../diagnostic/place";
import type { SourceFile } from "./source-file";

/** A comment `strata-ignore <id>: <reason>` of a layer file. */
export interface IgnoreComment {
  /** Empty: not given. */
  readonly id: string;
  /** Empty: not given. */
  readonly reason: string;
  readonly place: Place;
  /**
   * The lines whose findings it silences: its own, or the next one with content if it stands alone; on the line of `sql: |`
   * the whole block.
   */
  readonly line: number;
  readonly lastLine: number;
}

const MARK = "strata-ignore";
const YAML_COMMENT = /^#\s*strata-ignore\b\s*([^\s:]*)\s*:?\s*(.*)$/;
const SQL_COMMENT = /--\s*strata-ignore\b\s*([^\s:]*)\s*:?\s*(.*)$/;

/** The lexer's own marks: they are no text of the file. */
const CONTROLS: ReadonlySet<string> = new Set(["\u0002", "\u0018", "\u001f"]);

/** The comments that silence findings: of YAML, and of SQL in a block of text. */
export function ignoreComments(file: SourceFile): readonly IgnoreComment[] {
  if (!file.text.includes(MARK)) return [];
  const text = file.text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
  const lines = text.split("\n");
  const found: IgnoreComment[] = [];
  let [row, column] = [1, 1];
  let scalar = false;
  /** How many comments were found when a block of text was announced. */
  let announced: number | null = null;
  for (const token of new Lexer().lex(text)) {
    if (CONTROLS.has(token)) {
      scalar = token === "\u001f";
      continue;
    }
    if (!scalar && token.startsWith("#")) add(YAML_COMMENT.exec(token), row, column);
    if (/^[|>]/.test(token)) announced = found.length;
    else if (scalar && announced !== null) {
      const last = row + token.split("\n").length - 1;
      found.splice(announced, Infinity, ...found.slice(announced).map((one) => ({ ...one, lastLine: last })));
      announced = null;
    }
    if (scalar)
      for (const [i, part] of token.split("\n").entries()) {
        const match = SQL_COMMENT.exec(part);
        add(match, row + i, (i === 0 ? column : 1) + (match?.index ?? 0));
      }
    scalar = false;
    const parts = token.split("\n");
    row += parts.length - 1;
    column = (parts.length > 1 ? 1 : column) + (parts.at(-1) ?? "").length;
  }
  return found;

  function add(match: RegExpExecArray | null, at: number, from: number): void {
    if (match === null) return;
    const [whole, id = "", reason = ""] = match;
    const alone = (lines[at - 1] ?? "").slice(0, from - 1).trim() === "";
    const place = { file: file.path, line: at, column: from, length: Math.max(1, whole.trimEnd().length) };
    const line = alone ? nextContent(lines, at) : at;
    found.push({ id, reason: reason.trim(), place, line, lastLine: line });
  }
}

/** The first line after `line` that is neither empty nor a comment. */
function nextContent(lines: readonly string[], line: number): number {
  let next = line;
  while (next < lines.length && /^\s*(#|--|$)/.test(lines[next] ?? "")) next++;
  return next + 1;
}

import type { Scalar } from "yaml";
import type { Place } from "../diagnostic/place";
import type { TextLines } from "../model/places";

/**
 * Where each line of a text value begins in its file: exact for literal blocks (`|`) and for plain or quoted values on one
 * line without escapes; else only the value's start is known.
 */
export function textLines(node: Scalar, value: string, text: string, start: Place): TextLines {
  const [from, to] = node.range ?? [0, 0];
  if (node.type === "BLOCK_LITERAL") return { start, lines: literalLines(value, text, from, start) };
  const raw = text.slice(from, to);
  if (raw === value && !value.includes("\n")) {
    return { start, lines: [{ line: start.line, column: start.column }] };
  }
  if (raw.slice(1, -1) === value && !value.includes("\n")) {
    return { start, lines: [{ line: start.line, column: start.column + 1 }] };
  }
  return { start, lines: null };
}

function literalLines(value: string, text: string, from: number, start: Place): TextLines["lines"] {
  const header = text.indexOf("\n", from);
  if (header < 0) return null;
  const raw = text.slice(header + 1).split("\n");
  const lines: { line: number; column: number }[] = [];
  for (const [i, line] of value.split("\n").entries()) {
    const written = raw[i] ?? "";
    if (!written.endsWith(line)) return null;
    lines.push({ line: start.line + 1 + i, column: written.length - line.length + 1 });
  }
  return lines;
}

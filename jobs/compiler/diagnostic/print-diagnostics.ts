import type { Diagnostic, Severity } from "./diagnostic";
import { pageOf } from "./rules/page-of";

/** How parts of a diagnostic are coloured; each gives the text back, with or without colour codes. */
export interface DiagnosticStyle {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly strong: (text: string) => string;
}

const MAX_EXCERPT = 160;

/**
 * Diagnostics for people: `file:line:column  error  code  message`, the line with a caret under what is wrong, what to
 * do, and with the first finding of a check where its page is. `lineOf` gives a line of a file (from 1), or undefined.
 */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  lineOf: (file: string, line: number) => string | undefined,
  style: DiagnosticStyle,
): string {
  const colours = { error: style.error, warning: style.warning, info: style.quiet };
  const explained = new Set<string>();
  return diagnostics
    .map((one) => {
      const colour = colours[one.severity];
      const head = `${style.strong(`${one.file}:${one.line}:${one.column}`)}  ${colour(one.severity)}  ${style.quiet(one.code)}  ${one.message}`;
      const hint = one.hint === "" ? [] : [`  ${style.quiet("→")} ${one.hint}`];
      const page = explained.has(one.code) ? null : pageOf(one.code);
      explained.add(one.code);
      const more = page === null ? [] : [`  ${style.quiet(`? ${page}`)}`];
      return [head, ...excerpt(one, lineOf(one.file, one.line), colour, style), ...hint, ...more].join("\n");
    })
    .join("\n\n");
}

function excerpt(
  one: Diagnostic,
  line: string | undefined,
  colour: (text: string) => string,
  style: DiagnosticStyle,
): readonly string[] {
  if (line === undefined || line.trim() === "") return [];
  // Of a very long line the part around the column is shown; a tab stays a tab in the padding, so that the caret fits.
  const from = one.column <= MAX_EXCERPT / 2 ? 0 : one.column - MAX_EXCERPT / 2;
  const shown = line.slice(from, from + MAX_EXCERPT);
  const padding = line.slice(from, one.column - 1).replace(/[^\t]/g, " ");
  const carets = "^".repeat(Math.max(1, Math.min(one.length, shown.length - padding.length)));
  return [`  ${style.quiet("|")} ${shown}`, `  ${style.quiet("|")} ${padding}${colour(carets)}`];
}

/** `3 errors and 1 warning in 2 files`. */
export function summarizeDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const severities: readonly (readonly [Severity, string])[] = [
    ["error", "error"],
    ["warning", "warning"],
    ["info", "remark"],
  ];
  const counts = severities.flatMap(([severity, word]) => {
    const count = diagnostics.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [counted(count, word)];
  });
  const last = counts.pop() ?? "nothing";
  const all = counts.length === 0 ? last : `${counts.join(", ")} and ${last}`;
  return `${all} in ${counted(new Set(diagnostics.map((one) => one.file)).size, "file")}`;
}

/** `1 table`, `2 tables`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

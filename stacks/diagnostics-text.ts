import { readFileSync } from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../components/process/project-root";
import type { Diagnostic } from "../jobs/compiler/diagnostic/diagnostic";
import { type DiagnosticStyle, printDiagnostics } from "../jobs/compiler/diagnostic/print-diagnostics";

const same = (text: string) => text;

/** No colours. */
export const PLAIN: DiagnosticStyle = { error: same, warning: same, quiet: same, strong: same };

/** Diagnostics with the lines of the project's files that they are about. Default style: plain. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], style: DiagnosticStyle = PLAIN): string {
  const files = new Map<string, readonly string[]>();
  const lineOf = (file: string, line: number) => {
    const lines = files.get(file) ?? readLines(file);
    files.set(file, lines);
    return lines[line - 1];
  };
  return printDiagnostics(diagnostics, lineOf, style);
}

/** The lines of a file below the project's root; none when it can't be read (the excerpt is then left out). */
function readLines(file: string): readonly string[] {
  try {
    return readFileSync(path.join(projectRoot(), file), "utf8").split(/\r?\n/);
  } catch {
    return [];
  }
}

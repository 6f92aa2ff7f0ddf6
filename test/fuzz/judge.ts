import { type CompileMemory, NO_MEMORY } from "../../jobs/compiler/cache/compile-memory";
import { checkFiles } from "../../jobs/compiler/compile";
import type { Diagnostic } from "../../jobs/compiler/diagnostic/diagnostic";
import type { ParsedFile } from "../../jobs/compiler/parse/parse-file";
import type { SourceFile } from "../../jobs/compiler/parse/source-file";
import { planSize } from "../../jobs/compiler/plan/build/build-plan";

/** How long one case may take, in milliseconds: only a hang, or work that explodes, takes longer. */
const LIMIT_MS = 20_000;

/** What came of a case: what the compiler found, or why it failed the case. */
export type Outcome =
  | { readonly failure: string }
  | { readonly failure: null; readonly errors: number; readonly sound: boolean };

/** Compiles a case, and holds the compiler to its promises: it ends, it never throws, and every finding has a place. */
export function judge(files: readonly SourceFile[], memory: CompileMemory = NO_MEMORY): Outcome {
  const started = performance.now();
  try {
    const { checked, diagnostics } = checkFiles({ files, diagnostics: [] }, memory);
    if (checked !== null) planSize(checked);
    const errors = diagnostics.filter((one) => one.severity === "error").length;
    if ((checked === null) !== errors > 0)
      return { failure: `${errors} errors, but ${checked === null ? "no" : "a"} Plan` };
    const ms = performance.now() - started;
    if (ms > LIMIT_MS) return { failure: `took ${ms.toFixed(0)} ms` };
    const texts = new Map(files.map((file) => [file.path, file.text]));
    for (const one of diagnostics) {
      const wrong = misplaced(one, texts);
      if (wrong !== null) return { failure: `${wrong}: ${JSON.stringify(one)}` };
    }
    return { failure: null, errors, sound: checked !== null };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Why a finding's place is not inside a file; null: it is. */
function misplaced(one: Diagnostic, texts: ReadonlyMap<string, string>): string | null {
  if (one.message === "") return "no message";
  const text = texts.get(one.file);
  // A file that should be there can only be named.
  if (text === undefined) return one.code === "file/missing" ? null : "no such file";
  const line = text.replace(/^\ufeff/, "").split(/\r?\n/)[one.line - 1];
  if (line === undefined) return "a line after the end";
  if (!Number.isInteger(one.column) || one.column < 1 || one.column > line.length + 1)
    return "a column after the end";
  return Number.isInteger(one.length) && one.length >= 1 ? null : "no length";
}

/** Remembers what was made of files as they are in the base, so that a case costs only what it changes. */
export function baseMemory(base: readonly SourceFile[]): CompileMemory {
  const parsed = new Map<SourceFile, ParsedFile<unknown>>();
  const kept = new Set(base);
  return {
    ...NO_MEMORY,
    parsed: <T>(file: SourceFile, parse: () => ParsedFile<T>): ParsedFile<T> => {
      const before = parsed.get(file);
      if (before !== undefined) return before as ParsedFile<T>;
      const now = parse();
      if (kept.has(file)) parsed.set(file, now);
      return now;
    },
  };
}

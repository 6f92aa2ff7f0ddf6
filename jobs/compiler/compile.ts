import { type CompileMemory, NO_MEMORY } from "./cache/compile-memory";
import { checkModel } from "./check/check-model";
import type { CheckedModel } from "./check/checked-model";
import { type Diagnostic, sortDiagnostics } from "./diagnostic/diagnostic";
import type { Rule } from "./diagnostic/rules/rule";
import { settleFindings } from "./diagnostic/settle-findings";
import { ignoreComments } from "./parse/ignore-comments";
import { parseModel } from "./parse/parse-model";
import type { SourceFile } from "./parse/source-file";
import { buildPlan } from "./plan/build/build-plan";
import type { Plan } from "./plan/plan";
import { readSources, type SourceFiles } from "./read-sources";

/** The Plan, or null when there is an error; and all that was found, sorted by file and line. */
export interface Compilation {
  readonly plan: Plan | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles the layer files of the project at `root` (the folder that holds `layers/`). Never throws on what they say. */
export function compile(root: string): Compilation {
  const { checked, diagnostics } = checkFiles(readSources(root));
  return { plan: checked === null ? null : buildPlan(checked), diagnostics };
}

/** What the checks say: the checked model, or null when there is an error; and all that was found, sorted. */
export interface Verdict {
  readonly checked: CheckedModel | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks layer files with what was found when they were read: with a file that can't be read there will be no Plan.
 * `memory`: what was done before; default: nothing.
 */
export function checkFiles(sources: SourceFiles, memory: CompileMemory = NO_MEMORY): Verdict {
  const { checked, diagnostics } = checkSources(sources.files, undefined, memory);
  return {
    checked: sources.diagnostics.length === 0 ? checked : null,
    diagnostics: sortDiagnostics([...sources.diagnostics, ...diagnostics]),
  };
}

/**
 * Compiles layer files that are already read. Pure: the same files in any order give the same Plan, byte by byte. `rules`:
 * the checks that report; default: all.
 */
export function compileSources(files: readonly SourceFile[], rules?: ReadonlyMap<string, Rule>): Compilation {
  const { checked, diagnostics } = checkSources(files, rules, NO_MEMORY);
  return { plan: checked === null ? null : buildPlan(checked), diagnostics };
}

function checkSources(
  files: readonly SourceFile[],
  rules: ReadonlyMap<string, Rule> | undefined,
  memory: CompileMemory,
): Verdict {
  const { model, diagnostics: parsed } = parseModel(files, memory);
  const { checked, diagnostics: found } = checkModel(model, memory);
  const comments = files.flatMap(ignoreComments);
  const settled = settleFindings([...parsed, ...found], comments);
  const failed = settled.some((one) => one.severity === "error");
  const reported = rules === undefined ? settled : settleFindings([...parsed, ...found], comments, rules);
  return { checked: failed ? null : checked, diagnostics: sortDiagnostics(reported) };
}

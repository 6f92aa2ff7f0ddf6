import { checkModel } from "./check/check-model";
import { type Diagnostic, sortDiagnostics } from "./diagnostic/diagnostic";
import { parseModel } from "./parse/parse-model";
import type { SourceFile } from "./parse/source-file";
import { buildPlan } from "./plan/build/build-plan";
import type { Plan } from "./plan/plan";
import { readSources } from "./read-sources";

/** The Plan, or null when there is an error; and all that was found, sorted by file and line. */
export interface Compilation {
  readonly plan: Plan | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles the layer files of the project at `root` (the folder that holds `layers/`). Never throws on what they say. */
export function compile(root: string): Compilation {
  const { files, diagnostics } = readSources(root);
  const { plan, diagnostics: found } = compileSources(files);
  return {
    plan: diagnostics.length === 0 ? plan : null,
    diagnostics: sortDiagnostics([...diagnostics, ...found]),
  };
}

/** Compiles layer files that are already read. Pure: the same files in any order give the same Plan, byte by byte. */
export function compileSources(files: readonly SourceFile[]): Compilation {
  const { model, diagnostics: parsed } = parseModel(files);
  const { checked, diagnostics: found } = checkModel(model);
  const diagnostics = sortDiagnostics([...parsed, ...found]);
  const failed = diagnostics.some((one) => one.severity === "error");
  return { plan: failed ? null : buildPlan(checked), diagnostics };
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../components/process/project-root";
import { type Diagnostic, errorAt } from "../jobs/compiler/diagnostic/diagnostic";
import { suggestion } from "../jobs/compiler/diagnostic/nearest-name";
import { parseFile } from "../jobs/compiler/parse/parse-file";
import { type StackConfig, stackSchema } from "./stack-schema";

const STACK_NAME = /^[a-z][a-z0-9-]{0,30}$/;

/** A stack's configuration, or what is wrong with its file. */
export type StackConfigResult =
  | { readonly config: StackConfig; readonly diagnostics: readonly Diagnostic[] }
  | { readonly config: null; readonly diagnostics: readonly Diagnostic[] };

/** Reads and checks `stacks/<stack>.yaml`. An unknown stack is a diagnostic too. */
export function readStackConfig(stack: string, root = projectRoot()): StackConfigResult {
  const file = `stacks/${stack}.yaml`;
  if (!STACK_NAME.test(stack) || !existsSync(path.join(root, file))) {
    const place = { file, line: 1, column: 1, length: 1 };
    const message = `There is no stack "${stack}": the file does not exist.`;
    return {
      config: null,
      diagnostics: [errorAt(place, "stack/unknown", message, suggestion(stack, stackNames(root)))],
    };
  }
  const parsed = parseFile({ path: file, text: readFileSync(path.join(root, file), "utf8") }, stackSchema);
  return { config: parsed.value, diagnostics: parsed.diagnostics };
}

/** The names of the stacks that have a file, sorted. */
export function stackNames(root = projectRoot()): readonly string[] {
  return readdirSync(path.join(root, "stacks"))
    .filter((file) => file.endsWith(".yaml") && !file.startsWith("Pulumi"))
    .map((file) => file.slice(0, -".yaml".length))
    .sort();
}

import pc from "picocolors";
import { type LocalSettings, localSettings } from "../components/platform/local/local-settings";
import type { Diagnostic } from "../jobs/compiler/diagnostic/diagnostic";
import { diagnosticsText } from "../stacks/diagnostics-text";
import { readStackConfig } from "../stacks/stack-config";
import type { StackConfig } from "../stacks/stack-schema";
import { UserError } from "./user-error";

/** A stack as its file describes it. */
export interface Stack {
  readonly name: string;
  readonly config: StackConfig;
  readonly settings: LocalSettings;
}

/** Reads `stacks/<stack>.yaml`. Throws a `UserError` with everything that is wrong with it. */
export function loadStack(name: string): Stack {
  const { config, diagnostics } = readStackConfig(name);
  if (config === null)
    throw new UserError(`stack ${name} can't be used:\n${colouredDiagnostics(diagnostics)}`);
  return { name, config, settings: localSettings(name, config) };
}

/** Diagnostics as `strata check` prints them. */
export function colouredDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return diagnosticsText(diagnostics, { error: pc.red, warning: pc.yellow, quiet: pc.dim, strong: pc.bold });
}

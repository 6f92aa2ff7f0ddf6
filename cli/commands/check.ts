import { readFileSync } from "node:fs";
import { join } from "node:path";
import pc from "picocolors";
import { checkProject } from "../../jobs/compiler/cache/check-outcome";
import type { Diagnostic } from "../../jobs/compiler/diagnostic/diagnostic";
import {
  counted,
  printDiagnostics,
  summarizeDiagnostics,
} from "../../jobs/compiler/diagnostic/print-diagnostics";
import { pageOf } from "../../jobs/compiler/diagnostic/rules/page-of";
import { compileCache } from "../compile-cache";

/** How a check is run and said. */
export interface CheckOptions {
  readonly json?: boolean;
  /** False: nothing is taken from earlier runs, and nothing kept for later ones. */
  readonly cache?: boolean;
}

/** `strata check`: compiles the layer files and says all that is wrong with them. Exit code 0, or 1 with errors. */
export async function checkCommand(root: string, options: CheckOptions = {}): Promise<number> {
  const started = performance.now();
  const outcome = await checkProject(
    root,
    options.cache === false ? null : compileCache(root),
    options.json === true,
  );
  const { plan, diagnostics } = outcome;
  if (options.json === true) {
    const said = diagnostics.map((one) => ({ ...one, page: pageOf(one.code) }));
    process.stdout.write(
      `${JSON.stringify({ ok: plan !== null, hash: plan?.hash ?? null, diagnostics: said }, null, 2)}\n`,
    );
    return plan === null ? 1 : 0;
  }
  reportDiagnostics(root, outcome);
  if (plan === null) return 1;
  const what = [
    counted(plan.tables, "table"),
    counted(plan.jobs, "job"),
    counted(plan.topics, "topic"),
    counted(plan.stores, "store table"),
    counted(plan.apis, "API"),
  ];
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  process.stdout.write(`${pc.green("ok")}: ${what.join(", ")}, in ${seconds} s\n`);
  return 0;
}

/** Prints what a compilation found, for people, to standard error; nothing when there is nothing. */
export function reportDiagnostics(
  root: string,
  { diagnostics }: { readonly diagnostics: readonly Diagnostic[] },
): void {
  if (diagnostics.length === 0) return;
  const style = { error: pc.red, warning: pc.yellow, quiet: pc.dim, strong: pc.bold };
  const failed = diagnostics.some((one) => one.severity === "error");
  const summary = (failed ? pc.red : pc.yellow)(summarizeDiagnostics(diagnostics));
  process.stderr.write(`${printDiagnostics(diagnostics, lineReader(root), style)}\n\n${summary}\n`);
}

function lineReader(root: string): (file: string, line: number) => string | undefined {
  const files = new Map<string, readonly string[]>();
  return (file, line) => {
    let lines = files.get(file);
    if (lines === undefined) {
      try {
        lines = readFileSync(join(root, file), "utf8")
          .replace(/^\ufeff/, "")
          .split(/\r?\n/);
      } catch {
        // An excerpt is a courtesy: the message itself says what is wrong with a file that can't be read.
        lines = [];
      }
      files.set(file, lines);
    }
    return lines[line - 1];
  };
}

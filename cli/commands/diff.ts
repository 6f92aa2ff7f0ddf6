import type { ChangeClass } from "../../jobs/compiler/change/change-class";
import type { ChangeReport } from "../../jobs/compiler/change/change-report";
import { classify } from "../../jobs/compiler/change/classify";
import { printMarkdown } from "../../jobs/compiler/change/print-markdown";
import { compile, compileSources } from "../../jobs/compiler/compile";
import { readRevision } from "../git/read-revision";
import { reportDiagnostics } from "./check";

/** Exit codes for CI; 1 is for layer files that don't compile. */
const EXIT_CODES: Readonly<Record<ChangeClass, number>> = {
  "no-change": 0,
  metadata: 0,
  additive: 0,
  "state-compatible": 0,
  "state-breaking": 2,
  destructive: 3,
};

/**
 * `strata diff <base>`: what the layer files of the work tree do to a warehouse that runs those of a git revision, as
 * Markdown for a comment. Exit code 0: nothing dangerous; 1: errors; 2: state-breaking, or breaking for callers of an
 * API; 3: destructive.
 */
export async function diffCommand(
  root: string,
  base: string,
  options: { readonly json?: boolean } = {},
): Promise<number> {
  const before = compileSources(readRevision(root, base));
  const after = compile(root);
  reportDiagnostics(root, after);
  if (before.plan === null) {
    const first = before.diagnostics.find((one) => one.severity === "error");
    process.stderr.write(
      `The layer files of ${base} do not compile (${first?.file}:${first?.line} ${first?.message}), so there is nothing to compare with.\n`,
    );
    return 1;
  }
  if (after.plan === null) return 1;
  const report = classify(before.plan, after.plan);
  process.stdout.write(
    options.json === true ? `${JSON.stringify(report, null, 2)}\n` : printMarkdown(report),
  );
  return exitCode(report);
}

function exitCode(report: ChangeReport): number {
  const callers = report.surface.some((one) => one.kind === "breaking") ? 2 : 0;
  return Math.max(callers, EXIT_CODES[report.class]);
}

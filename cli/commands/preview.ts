import pc from "picocolors";
import { loadStack } from "../load-stack";
import { StepList } from "../output/step-list";
import { prepare } from "../preparation/prepare";
import { runOperation } from "../pulumi/run-operation";
import { ensureStack } from "../pulumi/stack-state";
import { UserError } from "../user-error";
import { changeLines, countsNote, failureText } from "./operation-report";

const TIMEOUT_MS = 5 * 60_000;

/** `strata preview`: what `up` would change. Exit code 1 with `expectNoChanges` when anything would. */
export async function previewCommand(
  stackName: string,
  allowDelete: string,
  expectNoChanges: boolean,
): Promise<number> {
  loadStack(stackName);
  const steps = new StepList();
  const { cli } = await prepare(steps);
  await ensureStack(cli, stackName);
  const result = await steps.run("pulumi preview", async (step) => {
    const found = await runOperation({
      cli,
      stack: stackName,
      command: "preview",
      args: [],
      timeout: TIMEOUT_MS,
      env: { STRATA_ALLOW_DELETE: allowDelete },
      onStatus: (message) => step.status(message),
    });
    if (!found.succeeded) throw new UserError(failureText("the preview", found));
    step.note(found.changes.length === 0 ? `no changes, ${found.unchanged} unchanged` : countsNote(found));
    return found;
  });
  for (const warning of result.warnings) steps.line(pc.yellow(`  ! ${warning}`));
  for (const line of changeLines(result.changes)) steps.line(`  ${line}`);
  if (expectNoChanges && result.changes.length > 0) {
    throw new UserError(`${result.changes.length} changes, though none were expected`);
  }
  return 0;
}

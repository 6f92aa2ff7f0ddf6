import pc from "picocolors";
import { loadStack } from "../load-stack";
import { StepList } from "../output/step-list";
import { preparePulumi } from "../preparation/prepare";
import { runOperation } from "../pulumi/run-operation";
import { ensureStack } from "../pulumi/stack-state";
import { UserError } from "../user-error";
import { changeLines, failureText } from "./operation-report";

const TIMEOUT_MS = 15 * 60_000;

/** `strata destroy`: removes the warehouse in good order. What is protected stays unless it is named. */
export async function destroyCommand(stackName: string, allowDelete: string): Promise<number> {
  loadStack(stackName);
  const steps = new StepList();
  const cli = await preparePulumi(steps);
  await ensureStack(cli, stackName);
  const result = await steps.run("pulumi destroy", async (step) => {
    const found = await runOperation({
      cli,
      stack: stackName,
      command: "destroy",
      args: ["--yes", "--skip-preview"],
      timeout: TIMEOUT_MS,
      env: { STRATA_ALLOW_DELETE: allowDelete },
      onStatus: (message) => step.status(message),
    });
    if (!found.succeeded) throw new UserError(failureText("destroy", found));
    step.note(`${found.changes.length} removed`);
    return found;
  });
  for (const warning of result.warnings) steps.line(pc.yellow(`  ! ${warning}`));
  for (const line of changeLines(result.changes)) steps.line(`  ${line}`);
  for (const note of result.notes) steps.line(pc.dim(`  ${note}`));
  return 0;
}

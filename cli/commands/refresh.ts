import pc from "picocolors";
import { loadStack } from "../load-stack";
import { StepList } from "../output/step-list";
import { preparePulumi } from "../preparation/prepare";
import { runOperation } from "../pulumi/run-operation";
import { ensureStack } from "../pulumi/stack-state";
import { UserError } from "../user-error";
import { changeLines, failureText } from "./operation-report";

const TIMEOUT_MS = 10 * 60_000;

/** `strata refresh`: brings Pulumi's state to what is really there. */
export async function refreshCommand(stackName: string): Promise<number> {
  loadStack(stackName);
  const steps = new StepList();
  const cli = await preparePulumi(steps);
  await ensureStack(cli, stackName);
  const result = await steps.run("pulumi refresh", async (step) => {
    const found = await runOperation({
      cli,
      stack: stackName,
      command: "refresh",
      args: ["--yes", "--skip-preview"],
      timeout: TIMEOUT_MS,
      onStatus: (message) => step.status(message),
    });
    if (!found.succeeded) throw new UserError(failureText("the refresh", found));
    step.note(found.changes.length === 0 ? "the state is right" : `${found.changes.length} corrected`);
    return found;
  });
  for (const warning of result.warnings) steps.line(pc.yellow(`  ! ${warning}`));
  for (const line of changeLines(result.changes)) steps.line(`  ${line}`);
  return 0;
}

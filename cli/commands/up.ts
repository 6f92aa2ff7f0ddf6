import pc from "picocolors";
import type { Plan } from "../../jobs/compiler/plan/plan";
import { loadStack, type Stack } from "../load-stack";
import { durationText } from "../output/duration";
import { StepList } from "../output/step-list";
import { prepare } from "../preparation/prepare";
import { runOperation } from "../pulumi/run-operation";
import { ensureStack } from "../pulumi/stack-state";
import { liveNumbers } from "../status/live-numbers";
import type { PulumiCli } from "../toolchain/ensure-pulumi";
import { UserError } from "../user-error";
import { changeLines, countsNote, failureText } from "./operation-report";

const TIMEOUT_MS = 30 * 60_000;

/** `strata up`: everything from dependencies to live numbers; run again, it repairs and changes what differs. */
export async function upCommand(stackName: string, allowDelete: string): Promise<number> {
  const stack = loadStack(stackName);
  const steps = new StepList();
  const { cli, plan } = await prepare(steps);
  await ensureStack(cli, stackName);
  await pulumiUp(steps, stack, cli, allowDelete);
  await report(steps, stack, plan);
  return 0;
}

async function pulumiUp(steps: StepList, stack: Stack, cli: PulumiCli, allowDelete: string): Promise<void> {
  const result = await steps.run("pulumi up", async (step) => {
    const done = await runOperation({
      cli,
      stack: stack.name,
      command: "up",
      args: ["--yes", "--skip-preview"],
      timeout: TIMEOUT_MS,
      env: { STRATA_ALLOW_DELETE: allowDelete },
      onStatus: (message) => step.status(message),
    });
    step.note(countsNote(done));
    if (!done.succeeded) throw new UserError(failureText("pulumi up", done));
    return done;
  });
  for (const warning of result.warnings) steps.line(pc.yellow(`  ! ${warning}`));
  for (const line of changeLines(result.changes)) steps.line(`  ${line}`);
  for (const note of result.notes) steps.line(pc.dim(`  ${note}`));
}

async function report(steps: StepList, stack: Stack, plan: Plan): Promise<void> {
  const numbers = await steps.run("live numbers", () => liveNumbers(plan, stack.settings));
  steps.line(`\n${numbers}`);
  const { startedAt } = JSON.parse(process.env.STRATA_BOOTSTRAP ?? "{}") as { startedAt?: number };
  if (startedAt !== undefined) steps.line(pc.dim(`\nup in ${durationText(Date.now() - startedAt)}`));
}

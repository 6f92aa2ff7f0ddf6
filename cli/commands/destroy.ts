import pc from "picocolors";
import { projectRoot } from "../../components/process/project-root";
import { isDeletionAllowed } from "../../components/warehouse/deletion-guard";
import { compile } from "../../jobs/compiler/compile";
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
  refuseProtected(stackName, allowDelete);
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

/** Pulumi would find out only after it had stopped the jobs: so the refusal comes first, and nothing has changed. */
function refuseProtected(stackName: string, allowDelete: string): void {
  const { plan } = compile(projectRoot());
  const allowed = allowDelete.split(",").map((table) => table.trim());
  const kept = (plan?.tables ?? [])
    .filter(({ id, lifecycle }) => lifecycle === "protected" && !isDeletionAllowed(id, allowed))
    .map(({ id }) => id);
  if (kept.length === 0) return;
  throw new UserError(
    `${kept.length} tables are protected and hold data: ${kept.join(", ")}. Nothing was changed.\n` +
      `To stop everything and keep the data: npx strata down --stack ${stackName}\n` +
      `To delete their topics and store tables with all rows, name them: npx strata destroy --stack ${stackName} ` +
      `--allow-delete ${kept.join(",")} ('*' names all)`,
  );
}

import { projectRoot } from "../../components/process/project-root";
import { runCommand } from "../process/run-command";
import { ensureStack, stackExists } from "../pulumi/stack-state";
import { ensureCoreJars } from "../toolchain/core-jars";
import { ensurePulumi } from "../toolchain/ensure-pulumi";
import { pulumiEnvironment } from "../toolchain/pulumi-environment";

const TIMEOUT_MS = 60 * 60_000;

/** `strata pulumi …`: Pulumi itself, with the project's environment and the stack selected. Its exit code is ours. */
export async function pulumiCommand(stack: string, args: readonly string[]): Promise<number> {
  const status = (message: string) => process.stderr.write(`${message}\n`);
  const { signal } = new AbortController();
  const cli = await ensurePulumi(status, signal);
  await ensureCoreJars(status, signal);
  if (stackExists(stack) !== true && args[0] !== "stack") await ensureStack(cli, stack);
  const result = await runCommand(cli.executable, args, {
    cwd: projectRoot(),
    stdio: "inherit",
    timeout: TIMEOUT_MS,
    env: { ...pulumiEnvironment(cli), PULUMI_STACK: stack },
  });
  return result.code;
}

import { ensureStack, stackExists } from "../pulumi/stack-state";
import { ensurePulumi } from "../toolchain/ensure-pulumi";
import { pulumiVariables } from "../toolchain/pulumi-environment";

/** `strata env`: shell lines with which a bare `pulumi` works on the same stack as `strata up`. */
export async function envCommand(stack: string): Promise<number> {
  const cli = await ensurePulumi(
    (message) => process.stderr.write(`${message}\n`),
    new AbortController().signal,
  );
  if (stackExists(stack) !== true) await ensureStack(cli, stack);
  const variables = { ...pulumiVariables(cli), PULUMI_STACK: stack };
  for (const [name, value] of Object.entries(variables)) {
    process.stdout.write(`export ${name}=${shellQuoted(value)}\n`);
  }
  return 0;
}

function shellQuoted(text: string): string {
  return /^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import * as path from "node:path";
import { projectRoot } from "../../components/process/project-root";
import { runCommand } from "../process/run-command";
import type { PulumiCli } from "../toolchain/ensure-pulumi";
import { pulumiEnvironment, stateFolder } from "../toolchain/pulumi-environment";
import { UserError } from "../user-error";

const PROJECT = "stratahouse";
const TIMEOUT_MS = 60_000;

/** The project's own state file of a stack. */
export function stateFile(stack: string): string {
  return path.join(stateFolder(), ".pulumi", "stacks", PROJECT, `${stack}.json`);
}

/** Whether Pulumi's state is the project's own and holds the stack; undefined with another backend: not looked. */
export function stackExists(stack: string): boolean | undefined {
  return process.env.PULUMI_BACKEND_URL ? undefined : existsSync(stateFile(stack));
}

/** Makes sure that the stack exists in Pulumi's state, and that no lock of a process that died is in the way. */
export async function ensureStack(cli: PulumiCli, stack: string): Promise<void> {
  removeStaleLocks(stack);
  if (stackExists(stack) === true) return;
  const result = await runCommand(cli.executable, ["stack", "init", stack, "--non-interactive"], {
    cwd: projectRoot(),
    env: pulumiEnvironment(cli),
    timeout: TIMEOUT_MS,
  });
  if (result.code !== 0 && !/already exists/.test(result.stderr)) {
    throw new UserError(
      `Pulumi could not make the stack ${stack}: ${(result.stderr || result.stdout).trim()}`,
    );
  }
}

/** Removes the locks that dead processes of this machine left on the project's own state. */
export function removeStaleLocks(stack: string): void {
  if (process.env.PULUMI_BACKEND_URL) return;
  const folder = path.join(stateFolder(), ".pulumi", "locks", "organization", PROJECT, stack);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
    const file = path.join(folder, name);
    const lock = readLock(file);
    if (lock === undefined || lock.hostname !== hostname() || isRunning(lock.pid)) continue;
    rmSync(file, { force: true });
    rmSync(`${file}.attrs`, { force: true });
  }
}

/** Removes a stack's state with its history, and the file in which Pulumi keeps the stack's salt. */
export function removeState(stack: string): void {
  const state = path.join(stateFolder(), ".pulumi");
  for (const kind of ["backups", "history"]) {
    rmSync(path.join(state, kind, PROJECT, stack), { recursive: true, force: true });
  }
  rmSync(path.join(state, "locks", "organization", PROJECT, stack), { recursive: true, force: true });
  const stacks = path.join(state, "stacks", PROJECT);
  for (const file of existsSync(stacks) ? readdirSync(stacks) : []) {
    if (file.startsWith(`${stack}.`)) rmSync(path.join(stacks, file), { recursive: true, force: true });
  }
  rmSync(path.join(projectRoot(), "stacks", `Pulumi.${stack}.yaml`), { force: true });
}

function readLock(file: string): { readonly pid: number; readonly hostname: string } | undefined {
  try {
    const { pid, hostname: host } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    return typeof pid === "number" && typeof host === "string" ? { pid, hostname: host } : undefined;
  } catch (error) {
    // Half-written, or removed by its owner: not known to be stale.
    if (
      error instanceof SyntaxError ||
      (error instanceof Error && "code" in error && error.code === "ENOENT")
    ) {
      return undefined;
    }
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

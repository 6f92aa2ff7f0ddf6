import * as path from "node:path";
import type { RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { runChild } from "./child-process";

/** Exit code with which the SDK says: failed, and the user has been told why. */
const FAILED_AND_REPORTED = 32;

/** What a run of a program came to; `bail`: failed, and the user has been told why. */
export interface RunOutcome {
  readonly error: string;
  readonly bail: boolean;
}

/** What `runtime.options` of Pulumi.yaml may say to this host. */
interface ProgramOptions {
  readonly nodeargs?: string;
  readonly typescript?: boolean;
}

/** The SDK's arguments for running a program: flags first, then the entry point, then the program's own. */
export function programArguments(request: RunRequest, engineAddress: string): string[] {
  const flags: readonly (readonly [string, string])[] = [
    ["monitor", request.getMonitorAddress()],
    ["engine", engineAddress],
    ["organization", request.getOrganization()],
    ["project", request.getProject()],
    ["root-directory", request.getInfo()?.getRootDirectory() ?? ""],
    ["stack", request.getStack()],
    ["pwd", request.getPwd()],
    ["parallel", request.getParallel() > 0 ? String(request.getParallel()) : ""],
  ];
  const args = flags.filter(([, value]) => value !== "").flatMap(([flag, value]) => [`--${flag}`, value]);
  if (request.getDryrun()) args.push("--dry-run");
  const entry = request.getInfo()?.getEntryPoint() || request.getProgram() || ".";
  return [...args, entry, ...request.getArgsList()];
}

/** The environment through which the SDK gets the stack's configuration. */
export function programEnvironment(request: RunRequest): Record<string, string> {
  const options = programOptions(request);
  const config: Record<string, string> = {};
  request.getConfigMap().forEach((value, key) => {
    config[key] = value;
  });
  return {
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    // Compiled JavaScript only: TypeScript's compiler is never loaded.
    PULUMI_NODEJS_TYPESCRIPT: String(options.typescript === true),
  };
}

function programOptions(request: RunRequest): ProgramOptions {
  return (request.getInfo()?.getOptions()?.toJavaScript() ?? {}) as ProgramOptions;
}

/** Runs a program to its end; what it prints goes to the engine through this process's own streams. */
export async function runProgram(
  sdkFolder: string,
  request: RunRequest,
  engineAddress: string,
): Promise<RunOutcome> {
  const nodeArgs = (programOptions(request).nodeargs ?? "").split(" ").filter((arg) => arg !== "");
  const end = await runChild(
    process.execPath,
    [...nodeArgs, path.join(sdkFolder, "cmd", "run"), ...programArguments(request, engineAddress)],
    {
      cwd: request.getInfo()?.getProgramDirectory() || request.getPwd(),
      env: { ...process.env, ...programEnvironment(request) },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  if (end.error !== null) return { error: `the program could not be started: ${end.error}`, bail: false };
  if (end.code === 0) return { error: "", bail: false };
  if (end.code === FAILED_AND_REPORTED) return { error: "", bail: true };
  return { error: `the program ended with ${end.signal ?? `exit code ${end.code}`}`, bail: false };
}

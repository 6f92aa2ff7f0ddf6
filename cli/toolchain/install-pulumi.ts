import { rmSync } from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../components/process/project-root";
import { runCommand } from "../process/run-command";
import { isExecutable } from "./find-on-path";
import { PULUMI_VERSION } from "./pulumi-version";

const INSTALLER = "https://get.pulumi.com/install.sh";
const REACH_MS = 8000;
const INSTALL_MS = 60_000;
/** Run by a Node of its own: the SDK's installer can't be cancelled. */
const INSTALL_SCRIPT = `
  const { PulumiCommand } = require("@pulumi/pulumi/automation");
  PulumiCommand.install({ root: process.argv[1], skipVersionCheck: true })
    .catch((error) => { process.stderr.write(String(error)); process.exit(1); });
`;

/**
 * Installs the Pulumi CLI and its official language hosts with the Automation API's installer, into `root`.
 * Returns undefined, with the reason told through `status`, when that can't be done here.
 */
export async function installPulumi(
  root: string,
  status: (message: string) => void,
): Promise<string | undefined> {
  const executable = path.join(root, "bin", "pulumi");
  const languageHost = path.join(root, "bin", "pulumi-language-nodejs");
  if (isExecutable(executable) && isExecutable(languageHost)) return executable;
  status(`installing the Pulumi CLI ${PULUMI_VERSION}`);
  try {
    const response = await fetch(INSTALLER, { method: "HEAD", signal: AbortSignal.timeout(REACH_MS) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
  } catch (error) {
    status(`Pulumi's installer can't be reached (${reason(error)})`);
    return undefined;
  }
  const result = await runCommand(process.execPath, ["-e", INSTALL_SCRIPT, root], {
    cwd: projectRoot(),
    timeout: INSTALL_MS,
  });
  if (result.code === 0 && isExecutable(executable) && isExecutable(languageHost)) return executable;
  rmSync(root, { recursive: true, force: true });
  status(`Pulumi's installer did not succeed${result.timedOut ? ` in ${INSTALL_MS / 1000} s` : ""}`);
  return undefined;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

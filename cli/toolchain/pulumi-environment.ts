import { mkdirSync } from "node:fs";
import * as path from "node:path";
import { cacheFolder } from "../../components/packages/cache-folder";
import { projectRoot } from "../../components/process/project-root";
import type { PulumiCli } from "./ensure-pulumi";

/** The folder of the project's own Pulumi state, also named by `backend.url` in Pulumi.yaml. */
export function stateFolder(): string {
  return path.join(projectRoot(), ".strata", "state");
}

/**
 * What Pulumi runs with: the project's own state unless PULUMI_BACKEND_URL is set, no look for updates, no download
 * of plugins, and a home inside the cache. The passphrase is empty with the project's own state: neither state nor
 * configuration holds a secret (secrets are files, referred to by name), so there is nothing to encrypt.
 */
export function pulumiVariables(cli: PulumiCli): Readonly<Record<string, string>> {
  const folder = path.dirname(cli.executable);
  const onPath = (process.env.PATH ?? "").split(path.delimiter);
  const own: Record<string, string> = {
    PATH: (onPath.includes(folder) ? onPath : [folder, ...onPath]).join(path.delimiter),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
  if (process.env.PULUMI_BACKEND_URL) return own;
  mkdirSync(stateFolder(), { recursive: true });
  return {
    ...own,
    PULUMI_HOME: process.env.PULUMI_HOME || path.join(cacheFolder(), "pulumi", "home"),
    PULUMI_BACKEND_URL: `file://${stateFolder()}`,
    PULUMI_CONFIG_PASSPHRASE: "",
  };
}

/** This process's environment with Pulumi's variables over it. */
export function pulumiEnvironment(cli: PulumiCli): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, ...pulumiVariables(cli) };
  // It would win over the passphrase.
  if (!process.env.PULUMI_BACKEND_URL) delete environment.PULUMI_CONFIG_PASSPHRASE_FILE;
  return environment;
}

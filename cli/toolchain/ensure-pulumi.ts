import { chmodSync, copyFileSync, mkdirSync, readFileSync, realpathSync, renameSync } from "node:fs";
import * as path from "node:path";
import { cacheFolder } from "../../components/packages/cache-folder";
import { withFileLock } from "../../components/process/file-lock";
import { projectRoot } from "../../components/process/project-root";
import { runCommand } from "../process/run-command";
import { buildPulumi } from "./build-pulumi";
import { findOnPath, isExecutable } from "./find-on-path";
import { installPulumi } from "./install-pulumi";
import { isUsableVersion, PULUMI_VERSION } from "./pulumi-version";

const LANGUAGE_HOST = "pulumi-language-nodejs";
const VERSION_TIMEOUT_MS = 20_000;

/** Where the Pulumi CLI came from. */
export type PulumiOrigin = "path" | "install" | "build";

/** A Pulumi CLI with a language host for Node beside it. */
export interface PulumiCli {
  readonly executable: string;
  readonly origin: PulumiOrigin;
}

type Status = (message: string) => void;

/** The ways to a CLI, in the order in which they are tried. */
const WAYS: Readonly<Record<PulumiOrigin, (status: Status) => Promise<string | undefined>>> = {
  path: fromPath,
  install: (status) => installPulumi(path.join(cacheRoot(), "installed"), status),
  build: async (status) => {
    const executable = await buildPulumi(cacheRoot(), status);
    placeLanguageHost(path.dirname(executable));
    return executable;
  },
};

/**
 * Finds the Pulumi CLI on PATH, else installs it as Pulumi's own SDK does, else builds it with Go; the result is
 * kept in the cache. `STRATA_PULUMI_FROM=path|install|build` allows only that way.
 *
 * @throws when none of the ways works, with what to do.
 */
export async function ensurePulumi(status: Status, signal: AbortSignal): Promise<PulumiCli> {
  const only = process.env.STRATA_PULUMI_FROM;
  if (only !== undefined && !(only in WAYS)) {
    throw new Error(`STRATA_PULUMI_FROM is "${only}"; write path, install or build`);
  }
  const ready = only === undefined ? await alreadyThere(status) : undefined;
  if (ready !== undefined) return ready;
  const lock = path.join(cacheRoot(), ".lock");
  return withFileLock(lock, "prepares the Pulumi CLI", { signal, status }, async () => {
    for (const [origin, way] of Object.entries(WAYS) as [PulumiOrigin, (typeof WAYS)["path"]][]) {
      if (only !== undefined && only !== origin) continue;
      const executable = await way(status);
      if (executable !== undefined) return { executable, origin };
    }
    throw new Error(
      only === "path"
        ? `no Pulumi CLI with ${LANGUAGE_HOST} is on PATH, and STRATA_PULUMI_FROM=path allows no other`
        : "the Pulumi CLI could not be installed: see https://www.pulumi.com/docs/install",
    );
  });
}

/** On PATH or in the cache from an earlier time: no network, no lock. */
async function alreadyThere(status: Status): Promise<PulumiCli | undefined> {
  const onPath = await fromPath(status);
  if (onPath !== undefined) return { executable: onPath, origin: "path" };
  const installed = path.join(cacheRoot(), "installed", "bin");
  if (isExecutable(path.join(installed, "pulumi")) && isExecutable(path.join(installed, LANGUAGE_HOST))) {
    return { executable: path.join(installed, "pulumi"), origin: "install" };
  }
  const built = path.join(cacheRoot(), "pulumi");
  if (!isExecutable(built)) return undefined;
  placeLanguageHost(cacheRoot());
  return { executable: built, origin: "build" };
}

async function fromPath(status: Status): Promise<string | undefined> {
  const executable = findOnPath("pulumi");
  if (executable === undefined) return undefined;
  if (path.dirname(executable) === cacheRoot()) return undefined;
  const beside = path.join(path.dirname(realpathSync(executable)), LANGUAGE_HOST);
  if (!isExecutable(beside) && findOnPath(LANGUAGE_HOST) === undefined) {
    status(`${executable} has no ${LANGUAGE_HOST} beside it and is not used`);
    return undefined;
  }
  const result = await runCommand(executable, ["version"], {
    timeout: VERSION_TIMEOUT_MS,
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  if (result.code === 0 && isUsableVersion(result.stdout)) return executable;
  status(`${executable} (${result.stdout.trim() || "no version"}) is too old and is not used`);
  return undefined;
}

/** Puts our language host beside a CLI that we built, and replaces it when it differs. */
function placeLanguageHost(folder: string): void {
  const source = path.join(projectRoot(), "dist", "cli", "toolchain", `${LANGUAGE_HOST}.js`);
  const target = path.join(folder, LANGUAGE_HOST);
  if (isExecutable(target) && readFileSync(target).equals(readFileSync(source))) return;
  mkdirSync(folder, { recursive: true });
  const draft = `${target}.${process.pid}`;
  copyFileSync(source, draft);
  chmodSync(draft, 0o755);
  renameSync(draft, target);
}

function cacheRoot(): string {
  return path.join(cacheFolder(), "pulumi", PULUMI_VERSION);
}

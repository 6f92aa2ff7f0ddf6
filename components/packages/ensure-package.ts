import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { withFileLock } from "../process/file-lock";
import type { Progress } from "../process/process-spec";
import { cacheFolder, mavenRepository } from "./cache-folder";
import { requireJdk, requireMaven, requirePlatform } from "./machine";
import { runTool } from "./run-tool";

/** Raised when the layout of an unpacked package changes, so that caches of earlier versions are not used. */
const LAYOUT = 1;
const COMPLETE = ".complete";
const DEPENDENCY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1";

/**
 * The folder with everything that the pom's dependencies are, downloaded on first use; where `unpack` is given, it has run in it.
 * Kept in the cache by the pom's content, complete or not there at all. Throws when the machine lacks something, with what to install.
 */
export async function ensurePackage(
  name: string,
  pomPath: string,
  progress: Progress,
  unpack?: (folder: string, progress: Progress) => Promise<void>,
): Promise<string> {
  requirePlatform();
  const hash = createHash("sha256")
    .update(`${LAYOUT}\n`)
    .update(readFileSync(pomPath))
    .digest("hex")
    .slice(0, 12);
  const engines = path.join(cacheFolder(), "engines");
  const folder = path.join(engines, `${name}-${hash}`);
  if (isComplete(folder)) {
    return folder;
  }
  await requireJdk();
  await requireMaven();
  // Maven's repository is not made for two writers at once: one download at a time.
  return withFileLock(path.join(engines, "install.lock"), "installs packages", progress, async () => {
    if (!isComplete(folder)) {
      await install(name, pomPath, folder, progress, unpack);
    }
    return folder;
  });
}

async function install(
  name: string,
  pomPath: string,
  folder: string,
  progress: Progress,
  unpack?: (folder: string, progress: Progress) => Promise<void>,
): Promise<void> {
  // A name of its own: what an earlier, killed installation left running can't write into this one.
  const draft = `${folder}.draft-${process.pid}`;
  removeDrafts(folder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  try {
    progress.status(`fetching the packages of ${name} with Maven`);
    const args = [
      "-q",
      "-B",
      `-Dmaven.repo.local=${mavenRepository()}`,
      "-f",
      pomPath,
      `${DEPENDENCY_PLUGIN}:copy-dependencies`,
      `-DoutputDirectory=${draft}`,
    ];
    await runTool("mvn", args, { signal: progress.signal });
    if (unpack !== undefined) {
      progress.status(`unpacking the packages of ${name}`);
      await unpack(draft, progress);
    }
    writeFileSync(path.join(draft, COMPLETE), "");
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(
      `the packages of ${name} could not be installed; nothing was started. ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function removeDrafts(folder: string): void {
  const parent = path.dirname(folder);
  for (const name of readdirSync(parent).filter((entry) =>
    entry.startsWith(`${path.basename(folder)}.draft-`),
  )) {
    rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}

function isComplete(folder: string): boolean {
  return existsSync(path.join(folder, COMPLETE));
}

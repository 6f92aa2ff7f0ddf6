import { chmodSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import * as path from "node:path";
import type { Progress } from "../process/process-spec";
import { projectRoot } from "../process/project-root";
import { requireJdk } from "./machine";
import { runTool } from "./run-tool";

/** The one file of `folder` whose name matches. Throws unless there is exactly one. */
export function onlyFile(folder: string, name: RegExp): string {
  const files = readdirSync(folder).filter((file) => name.test(file));
  const [file] = files;
  if (file === undefined || files.length > 1) {
    throw new Error(`expected one file like ${name.source} in ${folder}, found ${files.length}`);
  }
  return path.join(folder, file);
}

/** Unpacks a jar into `target` with the JDK's own tool. Jars keep no file modes: see `makeExecutable`. */
export async function unpackJar(jar: string, target: string, progress: Progress): Promise<void> {
  const jdk = await requireJdk();
  mkdirSync(target, { recursive: true });
  await runTool(jdk.jar, ["xf", jar], { cwd: target, signal: progress.signal });
}

/**
 * Unpacks a .txz into `target`. The JDK does the decompression (with the jar `org.tukaani:xz`, `xzJar`), since many machines
 * have `tar` but not `xz`.
 */
export async function unpackTxz(
  archive: string,
  target: string,
  xzJar: string,
  progress: Progress,
): Promise<void> {
  const jdk = await requireJdk();
  mkdirSync(target, { recursive: true });
  const tarFile = path.join(target, "archive.tar");
  const source = path.join(projectRoot(), "components", "packages", "Unxz.java");
  await runTool(jdk.java, ["-cp", xzJar, source, archive, tarFile], { signal: progress.signal });
  await runTool("tar", ["-xf", tarFile, "-C", target], { signal: progress.signal });
  rmSync(tarFile);
}

/** Makes every file of a folder executable. */
export function makeExecutable(folder: string): void {
  for (const file of readdirSync(folder)) {
    chmodSync(path.join(folder, file), 0o755);
  }
}

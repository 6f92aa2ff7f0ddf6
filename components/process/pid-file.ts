import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import type { RunningProcess } from "./process-spec";
import { pidFile } from "./stack-folders";

const content = z.object({
  engine: z.string(),
  pid: z.number().int().positive(),
  startTicks: z.number().int().nonnegative(),
  configuration: z.string(),
  complete: z.boolean(),
});

/** What the pid file of an engine says; undefined when there is none or it is damaged (then the process is found by its marker). */
export function readPidFile(stackFolder: string, engine: string): RunningProcess | undefined {
  let text: string;
  try {
    text = readFileSync(pidFile(stackFolder, engine), "utf8");
  } catch (error) {
    if (error instanceof Error && (error as NodeJS.ErrnoException).code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
  try {
    return content.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Writes the pid file of an engine in one step. */
export function writePidFile(stackFolder: string, running: RunningProcess): void {
  const file = pidFile(stackFolder, running.engine);
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(running, null, 2)}\n`);
  renameSync(draft, file);
}

/** Removes the pid file of an engine, if there is one. */
export function removePidFile(stackFolder: string, engine: string): void {
  rmSync(pidFile(stackFolder, engine), { force: true });
}

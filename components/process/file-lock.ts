import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processStat } from "./proc-filesystem";
import type { Progress } from "./process-spec";

const POLL = 100;
let drafts = 0;

/**
 * Runs `work` while holding the lock `file`, which serialises processes of this machine. A lock whose holder died is taken over.
 * Waits for a living holder until `progress.signal` aborts; then throws.
 */
export async function withFileLock<T>(
  file: string,
  what: string,
  progress: Pick<Progress, "signal" | "status">,
  work: () => Promise<T>,
): Promise<T> {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.${++drafts}`;
  writeFileSync(draft, `${process.pid} ${processStat(process.pid)?.startTicks ?? 0}`);
  try {
    let told = false;
    while (!take(draft, file)) {
      if (removeIfStale(file, draft)) {
        continue;
      }
      if (!told) {
        progress.status(`waiting for another process (pid ${holder(file)?.pid ?? "?"}) that ${what}`);
        told = true;
      }
      progress.signal.throwIfAborted();
      await sleep(POLL);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && (error as NodeJS.ErrnoException).code === "EEXIST") {
      return false;
    }
    throw error;
  }
}

function holder(file: string): { readonly pid: number; readonly startTicks: number } | undefined {
  try {
    const [pid, startTicks] = readFileSync(file, "utf8").split(" ").map(Number);
    return pid && startTicks ? { pid, startTicks } : undefined;
  } catch (error) {
    if (error instanceof Error && (error as NodeJS.ErrnoException).code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}

/** Removes the lock when its holder died. Moved aside first and looked at again: meanwhile somebody else may hold it. */
function removeIfStale(file: string, draft: string): boolean {
  const before = holder(file);
  if (before === undefined || isAlive(before)) {
    return false;
  }
  const aside = `${draft}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return true; // somebody else removed it
  }
  const moved = holder(aside);
  if (moved !== undefined && isAlive(moved)) {
    take(aside, file);
  }
  rmSync(aside, { force: true });
  return true;
}

function isAlive(owner: { readonly pid: number; readonly startTicks: number }): boolean {
  return processStat(owner.pid)?.startTicks === owner.startTicks;
}

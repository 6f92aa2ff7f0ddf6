import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withFileLock } from "./file-lock";
import { inspectProcess } from "./inspect-process";
import { removePidFile } from "./pid-file";
import { allPids, processStat } from "./proc-filesystem";
import type { Progress, RunningProcess } from "./process-spec";
import { pidFile } from "./stack-folders";

const POLL = 50;
const DEFAULT_TIMEOUT = 20_000;
/** Milliseconds after SIGKILL until a process that is still there is reported. */
const KILL_TIMEOUT = 10_000;

/** How a process is asked to end. */
export interface StopOptions {
  /** Default: SIGTERM. */
  readonly signal?: NodeJS.Signals;
  /** Milliseconds until SIGKILL. Default: 20,000. */
  readonly timeout?: number;
}

/** Stops the process of an engine and returns when it is really gone. Stopping what does not run succeeds; true when it ran. */
export async function stopProcess(
  stackFolder: string,
  engine: string,
  progress: Progress,
  options: StopOptions = {},
): Promise<boolean> {
  return withFileLock(lockFile(stackFolder, engine), `starts or stops ${engine}`, progress, async () => {
    const running = inspectProcess(stackFolder, engine);
    if (running !== undefined) {
      progress.status(`stopping ${engine} (pid ${running.pid})`);
      await endProcess(running, options);
    }
    removePidFile(stackFolder, engine);
    return running !== undefined;
  });
}

/** The lock that serialises starts and stops of an engine. */
export function lockFile(stackFolder: string, engine: string): string {
  return path.join(path.dirname(pidFile(stackFolder, engine)), `${engine}.lock`);
}

/** Ends a process and the children in its session; returns when they are gone. Throws when even SIGKILL did not end them. */
export async function endProcess(running: RunningProcess, options: StopOptions = {}): Promise<void> {
  signalProcess(running, options.signal ?? "SIGTERM");
  if (!(await waitUntilGone(running, options.timeout ?? DEFAULT_TIMEOUT))) {
    signalSession(running.pid, "SIGKILL");
    if (!(await waitUntilGone(running, KILL_TIMEOUT))) {
      throw new Error(`${running.engine} (pid ${running.pid}) could not be ended, not even with SIGKILL`);
    }
  }
  await waitUntilSessionEnds(running.pid, KILL_TIMEOUT);
}

/** Waits until no child of a process that ended is left in its session (its servers release ports and memory then). */
export async function waitUntilSessionEnds(session: number, timeout: number): Promise<void> {
  const end = Date.now() + timeout;
  while (sessionMembers(session).length > 0) {
    if (Date.now() > end) {
      throw new Error(
        `children of process ${session} are still running (pids ${sessionMembers(session).join(", ")}); stop them`,
      );
    }
    await sleep(POLL);
  }
}

/** The pids of the living processes of a session. */
export function sessionMembers(session: number): readonly number[] {
  return allPids().filter((pid) => processStat(pid)?.session === session);
}

/** Sends a signal to everything in a session that still exists. */
export function signalSession(session: number, signal: NodeJS.Signals): void {
  for (const pid of sessionMembers(session)) {
    sendSignal(pid, signal);
  }
}

function signalProcess(running: RunningProcess, signal: NodeJS.Signals): void {
  if (processStat(running.pid)?.startTicks === running.startTicks) {
    sendSignal(running.pid, signal);
  }
}

async function waitUntilGone(running: RunningProcess, timeout: number): Promise<boolean> {
  const end = Date.now() + timeout;
  while (processStat(running.pid)?.startTicks === running.startTicks) {
    if (Date.now() > end) {
      return false;
    }
    await sleep(POLL);
  }
  return true;
}

/** Sends a signal; a process that has ended needs none. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && (error as NodeJS.ErrnoException).code === "ESRCH")) {
      throw error;
    }
  }
}

import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withFileLock } from "./file-lock";
import { requireFreeSpace } from "./free-space";
import { CONFIGURATION, inspectProcess, MARKER } from "./inspect-process";
import { logExcerpt, prepareLog } from "./log-excerpt";
import { readPidFile, removePidFile, writePidFile } from "./pid-file";
import { requireFreePorts } from "./port-holder";
import { processEnvironment, processStat } from "./proc-filesystem";
import type { ProcessSpec, Progress, RunningProcess } from "./process-spec";
import { projectRoot } from "./project-root";
import { dataFolder, logFile } from "./stack-folders";
import {
  endProcess,
  lockFile,
  sendSignal,
  sessionMembers,
  signalSession,
  waitUntilSessionEnds,
} from "./stop-process";

const POLL = 100;
const DEFAULT_START_TIMEOUT = 120_000;
/** Milliseconds a process that already runs has to answer before it is restarted. */
const ANSWER_TIMEOUT = 15_000;
/** What a process inherits of our environment: nothing that could be a secret. */
const INHERITED = [
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "LANG",
  "LC_ALL",
  "TMPDIR",
  "JAVA_HOME",
  "XDG_CACHE_HOME",
];

/**
 * Makes the process of `spec` run and answer: starts it, restarts it when it runs with another configuration or does not answer,
 * and leaves it alone otherwise. Serialised per engine: two callers at once start one process.
 * Throws with the reason and the last lines of its log; then nothing is left running.
 */
export async function startProcess(spec: ProcessSpec, progress: Progress): Promise<RunningProcess> {
  const { stackFolder, engine } = spec;
  const requireSpace = () => requireFreeSpace(dataFolder(stackFolder, engine), spec.minFreeBytes);
  const start = async (): Promise<RunningProcess> => {
    const running = inspectProcess(stackFolder, engine);
    if (running !== undefined) {
      if (running.configuration === configurationHash(spec) && (await answersWithin(spec, progress))) {
        return running.complete ? running : complete(spec, running, progress);
      }
      requireSpace();
      progress.status(`restarting ${engine}`);
      await endProcess(running, stopOptions(spec));
    }
    await removeRemains(stackFolder, engine);
    requireFreeSpace(dataFolder(stackFolder, engine), spec.minFreeBytes);
    await requireFreePorts(spec.ports, path.basename(stackFolder));
    await spec.prepare?.(progress);
    return launch(spec, progress);
  };
  try {
    return await withFileLock(lockFile(stackFolder, engine), `starts or stops ${engine}`, progress, start);
  } catch (error) {
    // Not even a lock file could be written: say which disk is full.
    if (error instanceof Error && (error as NodeJS.ErrnoException).code === "ENOSPC") requireSpace();
    throw error;
  }
}

/** Whether the process of `spec` was started to the end, runs with this configuration and answers within `timeout` milliseconds. */
export async function isServing(
  spec: ProcessSpec,
  progress: Progress,
  timeout = ANSWER_TIMEOUT,
): Promise<boolean> {
  const running = inspectProcess(spec.stackFolder, spec.engine);
  return (
    running?.complete === true &&
    running.configuration === configurationHash(spec) &&
    (await answersWithin(spec, progress, timeout))
  );
}

/** How `spec` says its process is ended, for `stopProcess`. */
export function stopOptions(spec: ProcessSpec): { signal?: NodeJS.Signals; timeout?: number } {
  return {
    ...(spec.stopSignal === undefined ? {} : { signal: spec.stopSignal }),
    ...(spec.stopTimeout === undefined ? {} : { timeout: spec.stopTimeout }),
  };
}

async function launch(spec: ProcessSpec, progress: Progress): Promise<RunningProcess> {
  const { stackFolder, engine } = spec;
  const log = logFile(stackFolder, engine);
  const logStart = prepareLog(log);
  const { child, outcome } = await spawnDetached(spec, log);
  const pid = child.pid ?? 0;
  const stat = processStat(pid);
  const running: RunningProcess = {
    engine,
    pid,
    startTicks: stat?.startTicks ?? 0,
    configuration: configurationHash(spec),
    complete: false,
  };
  try {
    writePidFile(stackFolder, running);
    await waitUntilReady(spec, outcome, progress);
    return await complete(spec, running, progress);
  } catch (error) {
    signalSession(pid, "SIGKILL");
    await waitUntilSessionEnds(pid, ANSWER_TIMEOUT);
    removePidFile(stackFolder, engine);
    throw new Error(startFailure(engine, error, log, logStart));
  }
}

async function complete(
  spec: ProcessSpec,
  running: RunningProcess,
  progress: Progress,
): Promise<RunningProcess> {
  await spec.started?.(progress);
  const completed = { ...running, complete: true };
  writePidFile(spec.stackFolder, completed);
  return completed;
}

interface Outcome {
  /** How the process ended; undefined while it runs. */
  ended?: string;
}

async function spawnDetached(
  spec: ProcessSpec,
  log: string,
): Promise<{ readonly child: ChildProcess; readonly outcome: Outcome }> {
  const { file, args, env, cwd } = await spec.command();
  const inherited = INHERITED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  mkdirSync(dataFolder(spec.stackFolder, spec.engine), { recursive: true });
  const output = openSync(log, "a");
  try {
    const child = spawn(file, args, {
      cwd: cwd ?? projectRoot(),
      detached: true,
      stdio: ["ignore", output, output],
      env: {
        ...Object.fromEntries(inherited),
        ...env,
        [MARKER]: `${spec.stackFolder}:${spec.engine}`,
        [CONFIGURATION]: configurationHash(spec),
      },
    });
    const outcome: Outcome = {};
    child.once("exit", (code, signal) => {
      outcome.ended =
        signal === null ? `its process ended with code ${code}` : `its process was ended by ${signal}`;
    });
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", (error) => reject(new Error(`${spec.engine} can't be started: ${error.message}`)));
    });
    child.unref();
    return { child, outcome };
  } finally {
    closeSync(output);
  }
}

async function waitUntilReady(spec: ProcessSpec, outcome: Outcome, progress: Progress): Promise<void> {
  const start = Date.now();
  const timeout = spec.startTimeout ?? DEFAULT_START_TIMEOUT;
  let told = start;
  let reason = "";
  for (;;) {
    progress.signal.throwIfAborted();
    if (outcome.ended !== undefined) {
      throw new Error(outcome.ended);
    }
    try {
      await spec.ready();
      return;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    const now = Date.now();
    if (now - start > timeout) {
      throw new Error(`it does not answer after ${Math.round(timeout / 1000)} s (${reason})`);
    }
    if (now - told >= 2000) {
      progress.status(`waiting for ${spec.engine} to answer (${Math.round((now - start) / 1000)} s)`);
      told = now;
    }
    await sleep(POLL);
  }
}

async function answersWithin(
  spec: ProcessSpec,
  progress: Progress,
  timeout = ANSWER_TIMEOUT,
): Promise<boolean> {
  const end = Date.now() + timeout;
  for (;;) {
    progress.signal.throwIfAborted();
    try {
      await spec.ready();
      return true;
    } catch {
      if (Date.now() > end || inspectProcess(spec.stackFolder, spec.engine) === undefined) {
        return false;
      }
      await sleep(POLL);
    }
  }
}

/** Children of a process that was killed hold its data for a moment longer. */
async function removeRemains(stackFolder: string, engine: string): Promise<void> {
  const recorded = readPidFile(stackFolder, engine);
  // A pid that lives was given to somebody else since: no session of that number can be ours then.
  if (recorded !== undefined && processStat(recorded.pid) === undefined) {
    for (const pid of sessionMembers(recorded.pid)) {
      if (processEnvironment(pid).get(MARKER) === `${stackFolder}:${engine}`) {
        sendSignal(pid, "SIGKILL");
      }
    }
    await waitUntilSessionEnds(recorded.pid, ANSWER_TIMEOUT);
  }
  removePidFile(stackFolder, engine);
}

function configurationHash(spec: ProcessSpec): string {
  return createHash("sha256").update(spec.configuration).digest("hex").slice(0, 16);
}

function startFailure(engine: string, error: unknown, log: string, logStart: number): string {
  const reason = error instanceof Error ? error.message : String(error);
  const excerpt = logExcerpt(log, logStart);
  const full = /No space left on device/i.test(excerpt)
    ? "; the disk of its data folder is full: free some space, no data was lost"
    : "";
  const lines = excerpt === "" ? "its log is empty" : `last lines of its log:\n${excerpt}`;
  return `${engine} did not start: ${reason}${full} (log: ${log}); ${lines}`;
}

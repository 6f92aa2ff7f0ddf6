import { readPidFile } from "./pid-file";
import { allPids, processEnvironment, processStat } from "./proc-filesystem";
import type { RunningProcess } from "./process-spec";

/** The environment variable that marks a process as ours: `<stack folder>:<engine>`. */
export const MARKER = "STRATA_PROCESS";
/** The environment variable that keeps the configuration's hash, for when the pid file is lost. */
export const CONFIGURATION = "STRATA_CONFIGURATION";

/**
 * The running process of an engine, or undefined when it does not run.
 * A pid that was given to another process since is never mistaken; a process whose pid file was deleted is found by its marker.
 */
export function inspectProcess(stackFolder: string, engine: string): RunningProcess | undefined {
  const recorded = readPidFile(stackFolder, engine);
  if (recorded !== undefined && processStat(recorded.pid)?.startTicks === recorded.startTicks) {
    return recorded;
  }
  return findMarked(stackFolder).find((running) => running.engine === engine);
}

/** Every running process of a stack, whether its pid file exists or not. */
export function listProcesses(stackFolder: string): readonly RunningProcess[] {
  return findMarked(stackFolder);
}

/** Marked processes that began a session of their own: the ones we started, not their children. */
function findMarked(stackFolder: string): readonly RunningProcess[] {
  return allPids().flatMap((pid) => {
    const environment = processEnvironment(pid);
    const marker = environment.get(MARKER);
    const stat = processStat(pid);
    if (!marker?.startsWith(`${stackFolder}:`) || stat === undefined || stat.session !== pid) {
      return [];
    }
    const engine = marker.slice(stackFolder.length + 1);
    return [
      {
        engine,
        pid,
        startTicks: stat.startTicks,
        configuration: environment.get(CONFIGURATION) ?? "",
        complete: false,
      },
    ];
  });
}

import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

/** How a child ended: its exit code, or the signal that ended it, or why it could not start. */
export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error: string | null;
}

const running = new Set<ChildProcess>();

/** Starts a child that ends with this process, and waits for its end. */
export function runChild(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
  started: (child: ChildProcess) => void = () => undefined,
): Promise<ChildEnd> {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], options);
    running.add(child);
    const end = (result: ChildEnd) => {
      running.delete(child);
      resolve(result);
    };
    child.once("error", (error) => end({ code: null, signal: null, error: error.message }));
    child.once("close", (code, signal) => end({ code, signal, error: null }));
    started(child);
  });
}

/** Sends a signal to every child that still runs. */
export function signalChildren(signal: NodeJS.Signals): void {
  for (const child of running) child.kill(signal);
}

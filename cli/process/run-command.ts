import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

/** How a command is run. */
export interface CommandOptions {
  /** Milliseconds after which the command is ended. */
  readonly timeout: number;
  readonly cwd?: string;
  /** The whole environment. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the command when aborted. */
  readonly signal?: AbortSignal;
  /** `inherit`: the command talks to the terminal itself, and the captured text is empty. Default: captured. */
  readonly stdio?: "capture" | "inherit";
  /** Each line that the command prints, as it comes. */
  readonly onLine?: (line: string) => void;
  /**
   * Starts the command in a process group of its own, so that everything it starts ends with it at a time-out.
   * A Ctrl-C then reaches it only through us. Default: true unless it talks to the terminal.
   */
  readonly ownGroup?: boolean;
}

/** What a command printed, and its exit code; 128 + n when signal n ended it. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** True when the command was ended because its time was up. */
  readonly timedOut: boolean;
}

const GRACE_MS = 15_000;
const MAX_CAPTURE = 4 * 2 ** 20;

/**
 * Runs a command to its end, bounded by a time-out; never through a shell. SIGINT and SIGTERM of this process are
 * passed on, and the command's end is awaited, so that it can finish what it must not leave half-done.
 *
 * @throws when the command can't be started (e.g. it is not installed: the error's code is ENOENT).
 */
export async function runCommand(
  file: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const inherit = options.stdio === "inherit";
  const ownGroup = options.ownGroup ?? !inherit;
  const spawnOptions: SpawnOptions = {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: inherit ? "inherit" : ["ignore", "pipe", "pipe"],
    detached: ownGroup,
  };
  const child = spawn(file, [...args], spawnOptions);
  const stdout = capture(child.stdout, options.onLine);
  const stderr = capture(child.stderr, options.onLine);

  let timedOut = false;
  let killTimer: NodeJS.Timeout | undefined;
  const end = () => {
    send(child, "SIGINT", ownGroup);
    killTimer ??= setTimeout(() => send(child, "SIGKILL", ownGroup), GRACE_MS);
  };
  const timer = setTimeout(() => {
    timedOut = true;
    end();
  }, options.timeout);
  // In the terminal's own group the terminal has signalled the child already.
  const passOn = (signal: NodeJS.Signals) => {
    if (ownGroup || signal !== "SIGINT") send(child, signal, ownGroup);
  };
  const onInterrupt = () => passOn("SIGINT");
  const onTerminate = () => passOn("SIGTERM");
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onTerminate);
  options.signal?.addEventListener("abort", end, { once: true });
  if (options.signal?.aborted) end();
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (exit, signal) => resolve(exit ?? 128 + signalNumber(signal)));
    });
    return { code, stdout: stdout(), stderr: stderr(), timedOut };
  } finally {
    clearTimeout(timer);
    clearTimeout(killTimer);
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onTerminate);
    options.signal?.removeEventListener("abort", end);
  }
}

function send(child: ChildProcess, signal: NodeJS.Signals, group: boolean): void {
  if (child.pid === undefined) return;
  try {
    process.kill(group ? -child.pid : child.pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function capture(stream: NodeJS.ReadableStream | null, onLine?: (line: string) => void): () => string {
  let text = "";
  let rest = "";
  stream?.setEncoding("utf8");
  stream?.on("data", (chunk: string) => {
    if (text.length < MAX_CAPTURE) text += chunk;
    if (onLine === undefined) return;
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
  return () => text;
}

const SIGNAL_NUMBERS: Readonly<Partial<Record<NodeJS.Signals, number>>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGKILL: 9,
  SIGTERM: 15,
};

function signalNumber(signal: NodeJS.Signals | null): number {
  return (signal === null ? undefined : SIGNAL_NUMBERS[signal]) ?? 1;
}

import { execFile } from "node:child_process";

const MAX_OUTPUT = 16 * 2 ** 20;
const SHOWN_LINES = 12;

/** What a tool run needs besides its arguments. */
export interface ToolOptions {
  readonly cwd?: string;
  readonly signal: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds. Default: 15 minutes. */
  readonly timeout?: number;
}

/** Runs a tool to its end and returns its standard output. Throws with the last lines it wrote when it fails. */
export function runTool(file: string, args: readonly string[], options: ToolOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      file,
      args,
      {
        maxBuffer: MAX_OUTPUT,
        signal: options.signal,
        timeout: options.timeout ?? 15 * 60_000,
        killSignal: "SIGKILL",
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        ...(options.env === undefined ? {} : { env: options.env }),
      },
      (error, stdout, stderr) => {
        if (error === null) {
          resolve(stdout);
        } else if ((error as NodeJS.ErrnoException).code === "ENOENT") {
          reject(new Error(`${file} was not found on PATH; install it`));
        } else {
          reject(
            new Error(
              `${file} ${ending(error, options.signal)}; it said:\n${lastLines(`${stdout}\n${stderr}`)}`,
            ),
          );
        }
      },
    );
  });
}

function ending(
  error: Error & { readonly killed?: boolean; readonly code?: unknown },
  signal: AbortSignal,
): string {
  if (signal.aborted) {
    return "was cancelled";
  }
  return error.killed === true ? "took too long and was ended" : `failed with code ${String(error.code)}`;
}

function lastLines(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(-SHOWN_LINES).join("\n");
}

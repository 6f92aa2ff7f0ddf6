import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** What /proc says about a process. */
export interface ProcessStat {
  readonly pid: number;
  /** `Z` is a zombie: ended, but not yet collected by its parent. */
  readonly state: string;
  readonly parent: number;
  /** The session it belongs to: the pid of the process that began it. */
  readonly session: number;
  /** Start time in clock ticks since boot. */
  readonly startTicks: number;
}

/**
 * The process `pid`, or undefined when it has ended. A zombie has ended, unless threads of it are still ending: those hold its ports
 * and files for a moment longer.
 */
export function processStat(pid: number): ProcessStat | undefined {
  const text = readProc(`/proc/${pid}/stat`);
  if (text === undefined) {
    return undefined;
  }
  // The second field is the command in parentheses and may hold anything: count from the last one.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const state = fields[0] ?? "Z";
  const threads = Number(fields[17]);
  return state === "X" || (state === "Z" && threads <= 1)
    ? undefined
    : { pid, state, parent: Number(fields[1]), session: Number(fields[3]), startTicks: Number(fields[19]) };
}

/** The pids of every process that can be seen. */
export function allPids(): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** The environment a process was started with; empty when it has ended or belongs to somebody else. */
export function processEnvironment(pid: number): ReadonlyMap<string, string> {
  const entries = (readProc(`/proc/${pid}/environ`) ?? "").split("\0").filter((entry) => entry.includes("="));
  return new Map(
    entries.map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]),
  );
}

/** The command line of a process, cut to `limit` characters. */
export function commandLine(pid: number, limit = 160): string {
  const text = (readProc(`/proc/${pid}/cmdline`) ?? "").split("\0").join(" ").trim();
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

/** The executable file of a process, or undefined when it can't be seen. */
export function executable(pid: number): string | undefined {
  return readProcLink(`/proc/${pid}/exe`);
}

/** A file below /proc; undefined when the process ended or may not be looked at. */
export function readProc(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    return undefinedIfGone(error);
  }
}

/** Where a link below /proc points; undefined when the process ended or may not be looked at. */
export function readProcLink(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch (error) {
    return undefinedIfGone(error);
  }
}

function undefinedIfGone(error: unknown): undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (code === "ENOENT" || code === "ESRCH" || code === "EACCES" || code === "EPERM") {
    return undefined;
  }
  throw error;
}

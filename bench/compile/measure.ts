import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** What a process used until it ended, with all its children. */
export interface Usage {
  /** User and system time of all cores. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** The largest resident set of one process; null where GNU time is not installed. */
  readonly peakMegabytes: number | null;
}

/** A program with its arguments, and where it runs. */
export interface Command {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

const GNU_TIME = "/usr/bin/time";
const TIMEOUT_MS = 1_800_000;

/** Runs a command to its end and measures it with the shell's `time`; throws with its output when it fails. */
export function measure({ argv, folder, env }: Command): Usage {
  const scratch = mkdtempSync(path.join(tmpdir(), "strata-bench-"));
  try {
    const [times, peak] = [path.join(scratch, "times"), path.join(scratch, "peak")];
    const inner = existsSync(GNU_TIME) ? [GNU_TIME, "-f", "%M", "-o", peak, ...argv] : argv;
    const script = `TIMEFORMAT='%3U %3S %3R'; { time "$@" 2>&3 ; } 3>&2 2>"$0"`;
    const run = spawnSync("bash", ["-c", script, times, ...inner], {
      cwd: folder,
      env: { ...process.env, ...env },
      encoding: "utf8",
      maxBuffer: 1 << 28,
      timeout: TIMEOUT_MS,
    });
    if (run.error !== undefined || run.status !== 0) {
      throw new Error(
        `${argv.join(" ")} failed:\n${run.error?.message ?? `${run.stdout}${run.stderr}`.slice(-4000)}`,
      );
    }
    const [user = 0, system = 0, wall = 0] = readFileSync(times, "utf8").trim().split(/\s+/).map(Number);
    const kilobytes = existsSync(peak) ? Number(readFileSync(peak, "utf8")) : null;
    return {
      cpuSeconds: user + system,
      wallSeconds: wall,
      peakMegabytes: kilobytes === null ? null : kilobytes / 1024,
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The middle of the values; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const at = (i: number) => sorted[i] ?? Number.NaN;
  return Number.isInteger(middle) ? (at(middle - 1) + at(middle)) / 2 : at(Math.floor(middle));
}

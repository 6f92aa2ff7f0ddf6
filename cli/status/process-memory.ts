import { allPids, processStat, readProc } from "../../components/process/proc-filesystem";

/** Linux's USER_HZ, in which /proc counts; the same on every supported machine. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

/**
 * Bytes that a process and its children hold: proportional set size where it can be read (shared pages are counted
 * once), else resident set size.
 */
export function sessionMemory(session: number): number {
  return allPids()
    .filter((pid) => processStat(pid)?.session === session)
    .reduce((sum, pid) => sum + processMemory(pid), 0);
}

/** Epoch milliseconds at which a process started. */
export function startedAt(startTicks: number): number {
  const boot = /^btime (\d+)$/m.exec(readProc("/proc/stat") ?? "");
  return (Number(boot?.[1] ?? 0) + startTicks / TICKS_PER_SECOND) * 1000;
}

function processMemory(pid: number): number {
  const proportional = /^Pss:\s+(\d+) kB$/m.exec(readProc(`/proc/${pid}/smaps_rollup`) ?? "");
  if (proportional !== null) return Number(proportional[1]) * 1024;
  return Number((readProc(`/proc/${pid}/statm`) ?? "").split(" ")[1] ?? 0) * PAGE_BYTES;
}

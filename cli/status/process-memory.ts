import { allPids, processStat, readProc } from "../../components/process/proc-filesystem";

/** Linux's USER_HZ, in which /proc counts; the same on every supported machine. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

/**
 * Bytes that a process and all that it started hold: proportional set size where it can be read (shared pages are
 * counted once), else resident set size. By parents, not by session: PostgreSQL's children have sessions of their own.
 */
export function familyMemory(pid: number): number {
  const family = new Set([pid]);
  const parents = new Map(allPids().map((each) => [each, processStat(each)?.parent]));
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const [each, parent] of parents) if (parent !== undefined && family.has(parent)) family.add(each);
  }
  return [...family].reduce((sum, each) => sum + processMemory(each), 0);
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

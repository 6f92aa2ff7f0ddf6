import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Reads what `writeCacheFile` wrote for the same version. Undefined for everything else: a file that is missing, cut,
 * changed, or of another version of the compiler.
 */
export function readCacheFile(file: string, version: string): unknown {
  try {
    const text = readFileSync(file, "utf8");
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    return end > 0 && text.slice(0, end) === header(body, version) ? JSON.parse(body) : undefined;
  } catch {
    // The cache saves time and nothing else: whatever is wrong with it, the work is done anew.
    return undefined;
  }
}

/** Writes plain data in one step, so that no reader sees half of it. A folder that can't be written is left as it is. */
export function writeCacheFile(file: string, version: string, value: unknown): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const body = JSON.stringify(value);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, `${header(body, version)}\n${body}`);
    renameSync(temporary, file);
  } catch {
    // A read-only or full disk: the next run does the work again.
    discard(temporary);
  }
}

function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where nothing could be written, nothing is to be removed.
  }
}

function header(body: string, version: string): string {
  return `strata-cache ${version} ${createHash("sha256").update(body).digest("hex")}`;
}

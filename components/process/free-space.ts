import { existsSync, statfsSync } from "node:fs";
import * as path from "node:path";

const GIB = 2 ** 30;

/** Default of the free bytes that a data folder's disk must have. */
export const MIN_FREE_BYTES = GIB;

/** Throws when the disk of `folder` (which need not exist yet) has fewer than `minimum` bytes free for us. */
export function requireFreeSpace(folder: string, minimum = MIN_FREE_BYTES): void {
  let existing = folder;
  while (!existsSync(existing)) {
    existing = path.dirname(existing);
  }
  const { bavail, bsize } = statfsSync(existing);
  const free = bavail * bsize;
  if (free < minimum) {
    throw new Error(
      `the disk of ${folder} has only ${gib(free)} GiB free, ${gib(minimum)} GiB are needed; free some space. Nothing was started and no data was touched`,
    );
  }
}

function gib(bytes: number): string {
  return (bytes / GIB).toFixed(bytes < 10 * GIB ? 2 : 0);
}

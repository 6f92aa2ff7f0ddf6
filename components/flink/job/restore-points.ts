import { readdirSync, statSync } from "node:fs";
import * as path from "node:path";

/** A complete savepoint or retained checkpoint; `completedAt` in epoch milliseconds. */
export interface RestorePoint {
  readonly path: string;
  readonly completedAt: number;
}

/**
 * Everything on disk that the state of the jobs `lineage` can be restored from, newest first.
 * `checkpointDir` holds `<job id>/chk-<n>`, `savepointDir` holds `savepoint-<first 6 digits of the job id>-<random>`.
 */
export function restorePoints(
  lineage: readonly string[],
  checkpointDir: string,
  savepointDir: string,
): readonly RestorePoint[] {
  const checkpoints = lineage.flatMap((jobId) => {
    const folder = path.join(checkpointDir, jobId);
    return entries(folder)
      .filter((entry) => /^chk-\d+$/.test(entry))
      .map((entry) => path.join(folder, entry));
  });
  const prefixes = lineage.map((jobId) => `savepoint-${jobId.slice(0, 6)}-`);
  const savepoints = entries(savepointDir)
    .filter((entry) => prefixes.some((prefix) => entry.startsWith(prefix)))
    .map((entry) => path.join(savepointDir, entry));
  return [...savepoints, ...checkpoints]
    .flatMap((folder) => {
      const completedAt = completion(folder);
      return completedAt === null ? [] : [{ path: folder, completedAt }];
    })
    .sort((a, b) => b.completedAt - a.completedAt);
}

/** `_metadata` is written last: without it a snapshot is incomplete. */
function completion(folder: string): number | null {
  return statSync(path.join(folder, "_metadata"), { throwIfNoEntry: false })?.mtimeMs ?? null;
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return [];
    }
    throw error;
  }
}

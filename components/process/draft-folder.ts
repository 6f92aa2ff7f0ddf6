import { mkdirSync, readdirSync, rmSync } from "node:fs";
import * as path from "node:path";

const PREFIX = "draft-";

/**
 * An empty folder inside `folder`, to fill and then rename; what earlier ones left is removed. Its name is this process's own, so a
 * program that a killed predecessor left running can't write into it.
 */
export function newDraft(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(PREFIX))) {
    rmSync(path.join(folder, name), { recursive: true, force: true });
  }
  const draft = path.join(folder, `${PREFIX}${process.pid}`);
  mkdirSync(draft, { mode: 0o700 });
  return draft;
}

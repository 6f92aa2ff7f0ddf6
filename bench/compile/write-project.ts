import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Files of a project by their path in its folder. */
export type ProjectFiles = ReadonlyMap<string, string>;

/** Writes a project into `folder`, which is emptied first. */
export function writeProject(folder: string, files: ProjectFiles): void {
  rmSync(folder, { recursive: true, force: true });
  const made = new Set<string>();
  for (const [file, text] of files) {
    const target = path.join(folder, file);
    const parent = path.dirname(target);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(target, text);
  }
}

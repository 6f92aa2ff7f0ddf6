import { existsSync } from "node:fs";
import * as path from "node:path";

let found: string | undefined;

/** The folder that holds Pulumi.yaml, found from this file upwards. Throws when there is none. */
export function projectRoot(): string {
  found ??= search(__dirname);
  return found;
}

function search(start: string): string {
  let folder = start;
  while (!existsSync(path.join(folder, "Pulumi.yaml"))) {
    const parent = path.dirname(folder);
    if (parent === folder) {
      throw new Error(`no folder with Pulumi.yaml is above ${start}; run from a whole copy of the project`);
    }
    folder = parent;
  }
  return folder;
}

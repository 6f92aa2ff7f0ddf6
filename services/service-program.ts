import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../components/process/project-root";

/** A compiled Node program of `services/`. */
export interface ServiceProgram {
  /** Absolute path of its entry. */
  readonly file: string;
  /** SHA-256 of its compiled code: another one means that a running process is outdated. */
  readonly fingerprint: string;
}

/** The compiled program `services/<name>`; throws where the project has not been built. */
export function serviceProgram(name: string): ServiceProgram {
  const folder = join(projectRoot(), "dist", "services", name);
  const hash = createHash("sha256");
  try {
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort())
      if (file.endsWith(".js")) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  } catch (error) {
    throw new Error(`the service ${name} is not built (${folder}): run "npm run build"`, { cause: error });
  }
  return { file: join(folder, "main.js"), fingerprint: hash.digest("hex") };
}

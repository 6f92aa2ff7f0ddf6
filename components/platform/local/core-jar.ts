import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../process/project-root";

/** The Java core library as jobs are run from it. */
export interface CoreJar {
  readonly jarPath: string;
  /** 64 lower-case hex digits. */
  readonly jarSha256: string;
}

/** The built core library. Throws when it is not built, with what to do. */
export function coreJar(): CoreJar {
  const jarPath = path.join(projectRoot(), "jobs", "core", "target", "stratahouse-core.jar");
  if (!existsSync(jarPath)) {
    throw new Error(
      `${jarPath} is not built; "npm run up" builds it, and so does "npx strata pulumi preview"`,
    );
  }
  return { jarPath, jarSha256: createHash("sha256").update(readFileSync(jarPath)).digest("hex") };
}

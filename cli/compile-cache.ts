import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../components/process/project-root";
import type { CompileCache } from "../jobs/compiler/cache/check-outcome";

/** What decides the compiler's results besides the layer files: its own sources, as built, and its packages, as installed. */
const STAMPS = ["dist/.build.json", "node_modules/.stratahouse-lock"];

/**
 * The compile cache of the project at `root`: `.strata/cache/compile`, which can be deleted at any time. Null when the
 * compiler does not run as built, so that nothing says which version it is.
 */
export function compileCache(root: string): CompileCache | null {
  if (__filename.endsWith(".ts")) return null;
  const hash = createHash("sha256").update(process.version);
  try {
    for (const stamp of STAMPS) hash.update("\u0000").update(readFileSync(path.join(projectRoot(), stamp)));
  } catch {
    return null;
  }
  return {
    folder: path.join(root, ".strata", "cache", "compile"),
    version: hash.digest("hex").slice(0, 32),
  };
}

import * as os from "node:os";
import * as path from "node:path";

/** The cache outside the work tree: `$XDG_CACHE_HOME/stratahouse`, else `~/.cache/stratahouse`. Deleting it costs a download. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment.XDG_CACHE_HOME;
  return path.join(
    base !== undefined && path.isAbsolute(base) ? base : path.join(os.homedir(), ".cache"),
    "stratahouse",
  );
}

/** The Maven repository that all of the project's Maven calls use. */
export function mavenRepository(): string {
  return path.join(cacheFolder(), "m2");
}

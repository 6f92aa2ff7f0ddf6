import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import * as path from "node:path";
import { mavenRepository } from "../../components/packages/cache-folder";
import { requireJdk, requireMaven } from "../../components/packages/machine";
import { withFileLock } from "../../components/process/file-lock";
import { projectRoot } from "../../components/process/project-root";
import { runCommand } from "../process/run-command";

const TIMEOUT_MS = 15 * 60_000;

/** The jars that the Maven build of `jobs/` makes, from the project's root. */
export const CORE_JARS = [
  "jobs/core/target/stratahouse-core.jar",
  "jobs/cluster/target/stratahouse-cluster.jar",
] as const;

/**
 * Builds the Java core library and the cluster's jar with Maven when their sources changed since the last build.
 * Returns whether it built.
 *
 * @throws when the JDK or Maven is missing or too old, or the build fails, with Maven's own errors.
 */
export async function ensureCoreJars(
  status: (message: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const jobs = path.join(projectRoot(), "jobs");
  const marker = path.join(projectRoot(), ".strata", "core-jars");
  const fresh = () => {
    const hash = sourceHash(jobs);
    return existsSync(marker) && readFileSync(marker, "utf8") === hash && CORE_JARS.every(isThere)
      ? undefined
      : hash;
  };
  if (fresh() === undefined) return false;
  return withFileLock(`${marker}.lock`, "builds the Java core library", { signal, status }, async () => {
    const hash = fresh();
    if (hash === undefined) return false;
    await Promise.all([requireJdk(), requireMaven()]);
    const result = await runCommand(
      "mvn",
      [
        "--quiet",
        "--batch-mode",
        `-Dmaven.repo.local=${mavenRepository()}`,
        "--file",
        path.join(jobs, "pom.xml"),
        "-DskipTests",
        "package",
      ],
      { cwd: projectRoot(), timeout: TIMEOUT_MS, signal },
    );
    if (result.code !== 0) {
      const why = result.timedOut
        ? `took over ${TIMEOUT_MS / 60_000} minutes`
        : errorLines(result.stdout + result.stderr);
      throw new Error(`the Java core library could not be built (mvn -f jobs/pom.xml package):\n${why}`);
    }
    const missing = CORE_JARS.filter((jar) => !isThere(jar));
    if (missing.length > 0) throw new Error(`Maven succeeded but did not make ${missing.join(" and ")}`);
    mkdirSync(path.dirname(marker), { recursive: true });
    writeFileSync(`${marker}.${process.pid}`, hash);
    renameSync(`${marker}.${process.pid}`, marker);
    return true;
  });
}

function isThere(jar: string): boolean {
  return existsSync(path.join(projectRoot(), jar));
}

/** SHA-256 over names and contents of every pom.xml and everything below src/main. */
function sourceHash(jobs: string): string {
  const hash = createHash("sha256");
  for (const file of sourceFiles(jobs).sort()) {
    hash.update(path.relative(jobs, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    if (!statSync(file).isDirectory()) {
      return name === "pom.xml" || file.includes(`${path.sep}src${path.sep}main${path.sep}`) ? [file] : [];
    }
    return ["target", "compiler", "judge", "test"].includes(name) ? [] : sourceFiles(file);
  });
}

/** Maven's errors without its advice; the end of its output when it names none. */
function errorLines(text: string): string {
  const lines = text.trimEnd().split("\n");
  const errors = lines.filter(
    (line) => line.startsWith("[ERROR]") && !/re-run Maven|\[Help|full stack trace/i.test(line),
  );
  return (errors.length > 0 ? errors.slice(0, 20) : lines.slice(-20)).join("\n");
}

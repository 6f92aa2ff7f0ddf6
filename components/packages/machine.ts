import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const MIN_JDK = 17;
const MIN_MAVEN = [3, 8] as const;
const PROBE_TIMEOUT = 30_000;

/** The JDK that runs the engines. */
export interface Jdk {
  /** Absolute path or name of the `java` executable. */
  readonly java: string;
  readonly jar: string;
  /** e.g. 17 */
  readonly version: number;
  /** Value of JAVA_HOME, if it was set. */
  readonly home?: string;
}

/** Throws unless the engines' packages exist for this machine: Linux on x86-64 with glibc. */
export function requirePlatform(
  platform: string = process.platform,
  arch: string = process.arch,
  glibc: boolean = hasGlibc(),
): void {
  if (platform !== "linux" || arch !== "x64" || !glibc) {
    const found = `${platform}-${arch}${platform === "linux" && !glibc ? " without glibc" : ""}`;
    throw new Error(
      `the engines' packages cover linux-x64 with glibc; this machine is ${found}, which is not covered (on a Mac or Windows use a Linux virtual machine or container); nothing was started`,
    );
  }
}

/** The JDK of this machine (JAVA_HOME, else PATH). Throws when it is missing, a bare JRE, or older than 17. */
export async function requireJdk(environment: NodeJS.ProcessEnv = process.env): Promise<Jdk> {
  const home = environment.JAVA_HOME || undefined;
  const tool = (name: string): string => (home === undefined ? name : path.join(home, "bin", name));
  const where = home === undefined ? "on PATH" : `in JAVA_HOME (${home})`;
  const advice = `install a JDK ${MIN_JDK} or newer (Debian and Ubuntu: apt install openjdk-17-jdk-headless)`;
  const versions: number[] = [];
  for (const name of ["java", "javac"] as const) {
    const text = await versionText(tool(name), environment);
    if (text === undefined) {
      throw new Error(
        `${name} was not found ${where}; ${advice}${home === undefined ? " or set JAVA_HOME" : ""}`,
      );
    }
    const version = javaVersion(text);
    if (version === undefined || version < MIN_JDK) {
      throw new Error(`${name} ${where} is version ${version ?? "unknown"}; ${advice}`);
    }
    versions.push(version);
  }
  return {
    java: tool("java"),
    jar: tool("jar"),
    version: versions[0] ?? MIN_JDK,
    ...(home === undefined ? {} : { home }),
  };
}

/** Throws when Maven is missing or older than 3.8. */
export async function requireMaven(environment: NodeJS.ProcessEnv = process.env): Promise<void> {
  const text = await versionText("mvn", environment);
  const advice = `install Maven ${MIN_MAVEN.join(".")} or newer (Debian and Ubuntu: apt install maven)`;
  if (text === undefined) {
    throw new Error(`mvn was not found on PATH; ${advice}`);
  }
  const [, major = "0", minor = "0"] = /Apache Maven (\d+)\.(\d+)/.exec(text) ?? [];
  if (Number(major) < MIN_MAVEN[0] || (Number(major) === MIN_MAVEN[0] && Number(minor) < MIN_MAVEN[1])) {
    throw new Error(`mvn on PATH is version ${major}.${minor}; ${advice}`);
  }
}

/** The feature version in what `java -version` or `javac -version` says: 17 of `openjdk version "17.0.15"`, 8 of "1.8.0". */
export function javaVersion(text: string): number | undefined {
  const [, first, second] = /(?:version "|javac )(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  return first === undefined ? undefined : first === "1" ? Number(second) : Number(first);
}

async function versionText(file: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await run(file, ["-version"], { env: environment, timeout: PROBE_TIMEOUT });
    return `${stdout}${stderr}`;
  } catch (error) {
    if (error instanceof Error && (error as NodeJS.ErrnoException).code === "ENOENT") {
      return undefined;
    }
    throw new Error(`${file} -version failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function hasGlibc(): boolean {
  return ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-x86-64.so.2"].some((file) => existsSync(file));
}

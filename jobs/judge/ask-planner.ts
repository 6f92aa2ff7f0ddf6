import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../../cli/process/run-command";
import { mavenRepository } from "../../components/packages/cache-folder";
import { requireJdk, requireMaven } from "../../components/packages/machine";
import type { Answer } from "./answers";
import type { Statement } from "./corpus";

const BUILD_MS = 15 * 60_000;

/** Builds the judge with Maven, which downloads Flink's planner the first time, and gives its class path. */
export async function buildJudge(root: string): Promise<string> {
  await Promise.all([requireJdk(), requireMaven()]);
  const folder = join(root, "jobs/judge");
  const args = ["--quiet", "--batch-mode", `-Dmaven.repo.local=${mavenRepository()}`, "--file"];
  const { code, stdout, stderr } = await runCommand("mvn", [...args, join(folder, "pom.xml"), "package"], {
    cwd: root,
    timeout: BUILD_MS,
  });
  if (code !== 0) throw new Error(`the judge could not be built (jobs/judge):\n${stdout}${stderr}`);
  const jar = join(folder, "target/stratahouse-judge-1.0.0.jar");
  return `${jar}:${readFileSync(join(folder, "target/class-path"), "utf8").trim()}`;
}

/** Asks Flink's planner, in one JVM, for the column origins of statements over tables that `setup` makes. */
export async function askPlanner(
  classPath: string,
  questions: readonly { readonly setup: readonly string[]; readonly statement: Statement }[],
): Promise<readonly Answer[]> {
  const input = questions.map(({ setup, statement }) => {
    const views = statement.views.map(({ name, columns, sql }) => {
      const names = columns === null ? "" : ` (${columns.join(", ")})`;
      return `CREATE TEMPORARY VIEW ${name}${names} AS ${sql}`;
    });
    return JSON.stringify({ setup: [...setup, ...views], sql: statement.sql });
  });
  const opens = ["java.base/java.util", "java.base/java.lang"].map((one) => `--add-opens=${one}=ALL-UNNAMED`);
  const lines = await pipe(
    "java",
    ["-Xmx768m", "-XX:TieredStopAtLevel=1", ...opens, "-cp", classPath, "io.stratahouse.judge.LineageJudge"],
    `${input.join("\n")}\n`,
  );
  if (lines.length !== questions.length)
    throw new Error(`the judge answered ${lines.length} of ${questions.length} questions`);
  return questions.map(({ statement: { from, sql } }, index) => ({
    from,
    sql,
    ...(JSON.parse(lines[index] ?? "") as Pick<Answer, "columns" | "error">),
  }));
}

/** Gives `input` to a command and returns the lines that it prints. */
function pipe(command: string, args: readonly string[], input: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      err += text;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(out.split("\n").filter((line) => line !== ""));
      else reject(new Error(`the judge ended with ${code}:\n${err}`));
    });
    // A judge that dies says why on its standard error: that its input breaks off is no second reason.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

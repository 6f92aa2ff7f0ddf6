import * as path from "node:path";
import { projectRoot } from "./project-root";

/** The folder that holds everything a stack runs with on this machine: `<project>/.strata/<stack>`. */
export function stackFolder(stack: string): string {
  return path.join(projectRoot(), ".strata", stack);
}

/** What an engine keeps between runs. Data lives here only. */
export function dataFolder(stackFolder: string, engine: string): string {
  return path.join(stackFolder, "data", engine);
}

/** Where the standard output and error of an engine go. */
export function logFile(stackFolder: string, engine: string): string {
  return path.join(stackFolder, "logs", `${engine}.log`);
}

/** The record of an engine's running process. */
export function pidFile(stackFolder: string, engine: string): string {
  return path.join(stackFolder, "run", `${engine}.json`);
}

/** The folder of secrets, readable by its owner only. */
export function secretsFolder(stackFolder: string): string {
  return path.join(stackFolder, "secrets");
}

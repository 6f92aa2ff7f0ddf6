import { readdirSync } from "node:fs";
import * as path from "node:path";

/** The jars of a folder as a class path, in an order that never changes. */
export function classPath(folder: string, ...more: readonly string[]): string {
  const jars = readdirSync(folder)
    .filter((file) => file.endsWith(".jar"))
    .sort()
    .map((file) => path.join(folder, file));
  return [...jars, ...more].join(":");
}

/** The text of a file that `java @file` reads its arguments from: it keeps the command line short enough to be read. */
export function argumentFile(args: readonly string[]): string {
  return `${args.map((arg) => `"${arg.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`).join("\n")}\n`;
}

/** Java options that keep what a process leaves behind inside its own folder; `temporary` must exist. */
export function tidyJavaOptions(temporary: string): readonly string[] {
  return [`-Djava.io.tmpdir=${temporary}`, "-XX:-UsePerfData"];
}

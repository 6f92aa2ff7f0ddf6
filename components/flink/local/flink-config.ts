import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../process/project-root";

/** What the cluster's configuration depends on. */
export interface FlinkSettings {
  readonly port: number;
  /** Absolute path of the data folder. */
  readonly folder: string;
}

/** The cluster's configuration: `flink-conf.template` with its `${…}` places filled. Throws when it asks for a value that is unknown. */
export function flinkConfig({ port, folder }: FlinkSettings): string {
  const values: Readonly<Record<string, string>> = { restPort: String(port), dataDir: folder };
  return readSibling("flink-conf.template").replaceAll(/\$\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) {
      throw new Error(`flink-conf.template asks for ${place}; known are ${Object.keys(values).join(", ")}`);
    }
    return value;
  });
}

/** The Java options of the cluster, one a line in `jvm-options.txt`; `#` starts a comment. */
export function flinkJavaOptions(): readonly string[] {
  return readSibling("jvm-options.txt")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** The folders that the configuration names; they must exist before a start. */
export function flinkFolders(folder: string): readonly string[] {
  return ["checkpoints", "savepoints", "upload", "tmp"].map((name) => path.join(folder, name));
}

/** The jar with the cluster's main class. Throws when it is not built. */
export function clusterJar(): string {
  const jar = path.join(projectRoot(), "jobs", "cluster", "target", "stratahouse-cluster.jar");
  if (!existsSync(jar)) {
    throw new Error(`${jar} does not exist; build it with "npm run build"`);
  }
  return jar;
}

function readSibling(name: string): string {
  return readFileSync(path.join(projectRoot(), "components", "flink", "local", name), "utf8");
}

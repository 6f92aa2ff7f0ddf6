import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { ensurePackage } from "../../packages/ensure-package";
import { argumentFile, classPath, tidyJavaOptions } from "../../packages/java-command";
import { requireJdk } from "../../packages/machine";
import type { ProcessSpec, Progress } from "../../process/process-spec";
import { projectRoot } from "../../process/project-root";
import { port, serverHandler, serverInputs } from "../../process/server-handler";
import { dataFolder } from "../../process/stack-folders";
import { clusterJar, flinkConfig, flinkFolders, flinkJavaOptions } from "./flink-config";
import { FLINK_LOGGING } from "./flink-logging";

const ENGINE = "flink";
const VERSION = "1.20.3";
const MAIN_CLASS = "io.stratahouse.cluster.EmbeddedCluster";
const READY_TIMEOUT = 2_000;

const inputs = z.strictObject({
  ...serverInputs,
  port,
  /** Java heap in MiB. */
  heap: z.number().int().min(256).default(384),
});

/** Inputs of `strata:flink:Cluster`. */
export type FlinkClusterInputs = z.infer<typeof inputs>;

const overview = z.object({ taskmanagers: z.number(), "slots-total": z.number() });

/** Flink's package with the connectors; downloaded on first use. */
export function flinkPackage(progress: Progress): Promise<string> {
  return ensurePackage(ENGINE, path.join(projectRoot(), "components", "flink", "local", "pom.xml"), progress);
}

/** How the local Flink (a whole cluster in one JVM) runs. */
export function flinkProcess(settings: FlinkClusterInputs): ProcessSpec {
  const { stackFolder, port, heap } = settings;
  const folder = dataFolder(stackFolder, ENGINE);
  const config = flinkConfig({ port, folder });
  const temporary = path.join(folder, "tmp");
  const options = [...flinkJavaOptions(), `-Xmx${heap}m`, ...tidyJavaOptions(temporary)];
  const jar = clusterJar();
  const configFile = path.join(folder, "flink.conf");
  const javaFile = path.join(folder, "java.args");
  return {
    engine: ENGINE,
    stackFolder,
    ports: [{ setting: "flink", port }],
    // A newly built cluster jar is a new configuration too.
    configuration: [
      VERSION,
      config,
      FLINK_LOGGING,
      ...options,
      createHash("sha256").update(readFileSync(jar)).digest("hex"),
    ].join("\n"),
    stopTimeout: 20_000,

    async prepare(progress) {
      const jars = classPath(await flinkPackage(progress), jar);
      rmSync(temporary, { recursive: true, force: true });
      for (const needed of flinkFolders(folder)) {
        mkdirSync(needed, { recursive: true });
      }
      const loggingFile = path.join(folder, "log4j2.properties");
      writeFileSync(configFile, config);
      writeFileSync(loggingFile, FLINK_LOGGING);
      writeFileSync(
        javaFile,
        argumentFile([
          "-cp",
          jars,
          ...options,
          `-Dlog4j2.configurationFile=${loggingFile}`,
          MAIN_CLASS,
          "--config",
          configFile,
        ]),
      );
    },

    async command() {
      return { file: (await requireJdk()).java, args: [`@${javaFile}`], cwd: folder };
    },

    async ready() {
      const response = await fetch(`http://127.0.0.1:${port}/overview`, {
        signal: AbortSignal.timeout(READY_TIMEOUT),
        headers: { connection: "close" },
      });
      const { taskmanagers, "slots-total": total } = overview.parse(await response.json());
      if (taskmanagers === 0 || total === 0) {
        throw new Error("its task manager is not registered yet");
      }
    },
  };
}

/** The resource `strata:flink:Cluster`. */
export const handler = serverHandler({
  type: "strata:flink:Cluster",
  engine: ENGINE,
  version: VERSION,
  inputs,
  spec: flinkProcess,
  address: (settings) => `http://127.0.0.1:${settings.port}`,
});

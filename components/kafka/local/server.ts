import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { ensurePackage } from "../../packages/ensure-package";
import { argumentFile, classPath, tidyJavaOptions } from "../../packages/java-command";
import { requireJdk } from "../../packages/machine";
import { runTool } from "../../packages/run-tool";
import type { ProcessSpec, Progress } from "../../process/process-spec";
import { projectRoot } from "../../process/project-root";
import { port, serverHandler, serverInputs } from "../../process/server-handler";
import { dataFolder } from "../../process/stack-folders";
import { KAFKA_LOGGING, kafkaProperties } from "./kafka-properties";

const ENGINE = "kafka";
const VERSION = "4.4.0";
const READY_TIMEOUT = 2_000;

const inputs = z.strictObject({
  ...serverInputs,
  port,
  controllerPort: port,
  /** Java heap in MiB. */
  heap: z.number().int().min(192).default(256),
});

/** Inputs of `strata:kafka:Server`. */
export type KafkaServerInputs = z.infer<typeof inputs>;

/** Kafka's package; downloaded on first use. */
export function kafkaPackage(progress: Progress): Promise<string> {
  return ensurePackage(ENGINE, path.join(projectRoot(), "components", "kafka", "local", "pom.xml"), progress);
}

/** How the local Kafka (one node, KRaft) runs. */
export function kafkaProcess(settings: KafkaServerInputs): ProcessSpec {
  const { stackFolder, port, controllerPort, heap } = settings;
  const folder = dataFolder(stackFolder, ENGINE);
  const properties = kafkaProperties({ port, controllerPort, folder });
  const temporary = path.join(folder, "tmp");
  const options = [...javaOptions(heap), ...tidyJavaOptions(temporary)];
  const configFile = path.join(folder, "server.properties");
  const javaFile = path.join(folder, "java.args");
  return {
    engine: ENGINE,
    stackFolder,
    ports: [
      { setting: "kafka", port },
      { setting: "kafkaController", port: controllerPort },
    ],
    configuration: [VERSION, properties, KAFKA_LOGGING, ...options].join("\n"),
    stopTimeout: 30_000,

    async prepare(progress) {
      const jars = classPath(await kafkaPackage(progress));
      const loggingFile = path.join(folder, "log4j2.properties");
      rmSync(temporary, { recursive: true, force: true });
      mkdirSync(temporary, { recursive: true });
      writeFileSync(configFile, properties);
      writeFileSync(loggingFile, KAFKA_LOGGING);
      const java = ["-cp", jars, ...options, `-Dlog4j2.configurationFile=${loggingFile}`];
      writeFileSync(javaFile, argumentFile([...java, "kafka.Kafka", configFile]));
      if (!existsSync(path.join(folder, "log", "meta.properties"))) {
        await format(java, configFile, folder, progress);
      }
    },

    async command() {
      return { file: (await requireJdk()).java, args: [`@${javaFile}`], cwd: folder };
    },

    async ready() {
      const { Kafka, logLevel } = await import("kafkajs");
      const client = new Kafka({
        clientId: "stratahouse-readiness",
        brokers: [`127.0.0.1:${port}`],
        connectionTimeout: READY_TIMEOUT,
        requestTimeout: READY_TIMEOUT,
        retry: { retries: 0 },
        logLevel: logLevel.NOTHING,
      });
      const admin = client.admin();
      try {
        await admin.connect();
        const { brokers } = await admin.describeCluster();
        if (brokers.length === 0) {
          throw new Error("the broker is not registered yet");
        }
      } finally {
        await admin.disconnect();
      }
    },
  };
}

/** The resource `strata:kafka:Server`. */
export const handler = serverHandler({
  type: "strata:kafka:Server",
  engine: ENGINE,
  version: VERSION,
  inputs,
  spec: kafkaProcess,
  address: (settings) => `127.0.0.1:${settings.port}`,
});

async function format(
  java: readonly string[],
  configFile: string,
  folder: string,
  progress: Progress,
): Promise<void> {
  progress.status("preparing an empty data folder for kafka");
  const file = path.join(folder, "format.args");
  // The tool takes an id that begins with a dash for an option.
  const clusterId = `S${randomBytes(16).toString("base64url").slice(1)}`;
  const tool = ["kafka.tools.StorageTool", "format", "--ignore-formatted", "-t", clusterId, "-c", configFile];
  writeFileSync(file, argumentFile([...java, ...tool]));
  await runTool((await requireJdk()).java, [`@${file}`], { cwd: folder, signal: progress.signal });
}

function javaOptions(heap: number): readonly string[] {
  return [
    `-Xmx${heap}m`,
    "-Xms64m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:MaxDirectMemorySize=64m",
    "-Xss512k",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF-8",
  ];
}

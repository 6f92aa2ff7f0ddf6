import { flinkProcess } from "../../flink/local/server";
import { postgresProcess } from "../../hologres/local/server";
import { kafkaProcess } from "../../kafka/local/server";
import { gatewayProcess } from "../../oneservice/gateway-handler";
import type { ProcessSpec } from "../../process/process-spec";
import { mariadbProcess } from "../../rds/local/server";
import { replayProcess } from "../../traffic/replay-handler";
import type { LocalSettings } from "./local-settings";

/** A process that a stack runs on this machine. */
export interface LocalProcess {
  /** Its name in folders and logs, e.g. `kafka`. */
  readonly engine: string;
  /** What it is to people. */
  readonly title: string;
  /** Whether the stack's file wants it to run. */
  readonly wanted: boolean;
  /** How it runs. Throws where what it runs is not built yet. */
  spec(): ProcessSpec;
}

/** Every process of a stack, in the order in which they start; they stop in the opposite order. */
export function localProcesses(settings: LocalSettings): readonly LocalProcess[] {
  return [
    {
      engine: "mariadb",
      title: "MariaDB (business, ADB)",
      wanted: true,
      spec: () => mariadbProcess(settings.mariadb),
    },
    {
      engine: "postgres",
      title: "PostgreSQL (Hologres)",
      wanted: true,
      spec: () => postgresProcess(settings.postgres),
    },
    { engine: "kafka", title: "Kafka", wanted: true, spec: () => kafkaProcess(settings.kafka) },
    { engine: "flink", title: "Flink", wanted: true, spec: () => flinkProcess(settings.flink) },
    {
      engine: "oneservice",
      title: "OneService gateway",
      wanted: true,
      spec: () => gatewayProcess(settings.gateway),
    },
    {
      engine: "traffic",
      title: "sample traffic process",
      wanted: settings.traffic.running,
      spec: () => replayProcess(settings.traffic),
    },
  ];
}

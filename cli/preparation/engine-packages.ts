import { flinkPackage } from "../../components/flink/local/server";
import { postgresPackage } from "../../components/hologres/local/server";
import { kafkaPackage } from "../../components/kafka/local/server";
import type { Progress } from "../../components/process/process-spec";
import { mariadbPackage } from "../../components/rds/local/server";
import type { Step } from "../output/step-list";

const PACKAGES = {
  kafka: kafkaPackage,
  flink: flinkPackage,
  mariadb: mariadbPackage,
  postgres: postgresPackage,
};

/** Fetches what the engines of this machine are made of, once; returns a note of what was done. */
export async function enginePackages(step: Step, signal: AbortSignal): Promise<string> {
  let fetched = false;
  const progress: Progress = {
    signal,
    status: (message) => {
      fetched = true;
      step.status(message);
    },
    info: (message) => step.status(message),
    warn: (message) => step.status(message),
  };
  for (const fetch of Object.values(PACKAGES)) await fetch(progress);
  return `${Object.keys(PACKAGES).join(", ")}${fetched ? " fetched" : ""}`;
}

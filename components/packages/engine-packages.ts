import { flinkPackage } from "../flink/local/server";
import { postgresPackage } from "../hologres/local/server";
import { kafkaPackage } from "../kafka/local/server";
import type { Progress } from "../process/process-spec";
import { mariadbPackage } from "../rds/local/server";

/** Downloads every engine's package that is not in the cache yet, one after the other. Starting an engine does the same for itself. */
export async function ensureEnginePackages(progress: Progress): Promise<void> {
  for (const ensure of [kafkaPackage, mariadbPackage, postgresPackage, flinkPackage]) {
    await ensure(progress);
  }
}

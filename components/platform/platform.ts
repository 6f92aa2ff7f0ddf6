import type { Resource } from "@pulumi/pulumi";
import type { Plan } from "../../jobs/compiler/plan/plan";
import type { AdbCluster } from "../adb/adb-cluster";
import type { DtsService } from "../dts/dts-service";
import type { FlinkCluster } from "../flink/flink-cluster";
import type { HologresInstance } from "../hologres/hologres-instance";
import type { KafkaCluster } from "../kafka/kafka-cluster";
import type { OneServiceHost } from "../oneservice/oneservice-host";

/** Everything that a warehouse runs on, a member a system. The typed components know nothing else of a place. */
export interface Platform {
  readonly kafka: KafkaCluster;
  readonly flink: FlinkCluster;
  readonly dts: DtsService;
  readonly hologres: HologresInstance;
  readonly adb: AdbCluster;
  readonly oneservice: OneServiceHost;
  /** Makes what must not begin before the warehouse is complete. */
  complete(options: PlatformOptions): void;
}

/** Where a platform's resources hang, and what must be there before them. */
export interface PlatformOptions {
  readonly parent: Resource;
  readonly dependsOn: readonly Resource[];
}

/** Makes a platform for a Plan, e.g. starts the engines of this machine. */
export type ProvidePlatform = (name: string, plan: Plan, options: PlatformOptions) => Platform;

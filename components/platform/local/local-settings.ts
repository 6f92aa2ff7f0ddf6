import type { FlinkClusterInputs } from "../../flink/local/server";
import { WAREHOUSE_DATABASE as HOLOGRES_DATABASE, OWNER } from "../../hologres/local/postgres-accounts";
import type { HologresServerInputs } from "../../hologres/local/server";
import type { KafkaServerInputs } from "../../kafka/local/server";
import type { GatewayInputs } from "../../oneservice/gateway-handler";
import { secretsFolder, stackFolder } from "../../process/stack-folders";
import { WAREHOUSE_DATABASE as ADB_DATABASE, BUSINESS_DATABASE } from "../../rds/local/mariadb-accounts";
import type { RdsServerInputs } from "../../rds/local/server";
import type { DatabaseInputs } from "../../relational/table-inputs";
import type { ReplayInputs } from "../../traffic/replay-handler";
import type { LocalConfig } from "./local-config";

const HOST = "127.0.0.1";

/** Everything on this machine that a stack's resources need to know: plain values, no secret among them. */
export interface LocalSettings {
  /** Absolute path of `.strata/<stack>`. */
  readonly stackFolder: string;
  readonly secretsDir: string;
  readonly kafka: KafkaServerInputs;
  readonly flink: FlinkClusterInputs;
  readonly mariadb: RdsServerInputs;
  readonly postgres: HologresServerInputs;
  readonly gateway: GatewayInputs;
  readonly traffic: ReplayInputs;
  readonly bootstrapServers: string;
  /** Flink's REST address. */
  readonly flinkUrl: string;
  /** The business database, as the account that owns its tables. */
  readonly business: DatabaseInputs;
  /** The database of Hologres's stand-in, as its owner. */
  readonly hologres: DatabaseInputs;
  /** The database of ADB's stand-in, as the account that owns its tables. */
  readonly adb: DatabaseInputs;
}

/** The settings of a stack on this machine, from its name and configuration alone. */
export function localSettings(stack: string, config: LocalConfig): LocalSettings {
  const { ports, heap, traffic } = config;
  const folder = stackFolder(stack);
  const secretsDir = secretsFolder(folder);
  const server = { stackFolder: folder, running: true };
  return {
    stackFolder: folder,
    secretsDir,
    kafka: { ...server, port: ports.kafka, controllerPort: ports.kafkaController, heap: heap.kafka },
    flink: { ...server, port: ports.flink, heap: heap.flink },
    mariadb: { ...server, port: ports.mariadb, bufferPool: 48 },
    postgres: { ...server, port: ports.postgres, sharedBuffers: 32 },
    gateway: {
      ...server,
      port: ports.oneservice,
      postgres: { host: HOST, port: ports.postgres, database: HOLOGRES_DATABASE },
    },
    traffic: {
      stackFolder: folder,
      running: traffic.enabled,
      mysql: { host: HOST, port: ports.mariadb, database: BUSINESS_DATABASE },
      speed: traffic.speed,
      preloadDays: traffic.preloadDays,
    },
    bootstrapServers: `${HOST}:${ports.kafka}`,
    flinkUrl: `http://${HOST}:${ports.flink}`,
    business: database(ports.mariadb, BUSINESS_DATABASE, "business", "rds/business"),
    hologres: database(ports.postgres, HOLOGRES_DATABASE, OWNER.user, OWNER.secret),
    adb: database(ports.mariadb, ADB_DATABASE, "writer", "adb/writer"),
  };

  function database(port: number, name: string, user: string, secret: string): DatabaseInputs {
    return { host: HOST, port, database: name, user, secret, secretsDir };
  }
}

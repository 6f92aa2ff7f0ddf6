import { join } from "node:path";
import { type Connection, createConnection } from "mysql2/promise";
import { readSecret } from "../../components/process/secrets";
import type { TrafficDatabase } from "./traffic-config";

/** A new connection to the business database; throws when it can't be made within 3 s. */
export async function connectTraffic(database: TrafficDatabase, stackFolder: string): Promise<Connection> {
  const connection = await createConnection({
    host: database.host,
    port: database.port,
    database: database.database,
    user: database.user,
    password: readSecret(join(stackFolder, "secrets"), database.secret),
    dateStrings: true,
    supportBigNumbers: true,
    connectTimeout: 3_000,
    charset: "utf8mb4",
  });
  // A connection that is lost while idle is noticed by its next statement.
  connection.on("error", () => undefined);
  return connection;
}

import { readFileSync } from "node:fs";
import path from "node:path";
import { createPool, type Pool as MySqlPool, type RowDataPacket } from "mysql2/promise";
import pg from "pg";
import { stackFolder } from "./strata";

/** Ports of `stacks/e2e.yaml`. */
export const ports = {
  kafka: 29092,
  flink: 29081,
  mariadb: 29306,
  postgres: 29432,
  oneservice: 29080,
} as const;

export const bootstrapServers = `127.0.0.1:${ports.kafka}`;

/** A secret of the stack, by its name, e.g. `rds/business`. */
export function secret(name: string): string {
  return readFileSync(path.join(stackFolder, "secrets", name), "utf8").trim();
}

/** The business database as the business writes to it. Values come back as text, exact. */
export function business(): MySqlPool {
  return mysql("business", "business", "rds/business");
}

/** ADB's stand-in as its job writes to it. */
export function adb(): MySqlPool {
  return mysql("warehouse", "writer", "adb/writer");
}

function mysql(database: string, user: string, secretName: string): MySqlPool {
  return createPool({
    host: "127.0.0.1",
    port: ports.mariadb,
    user,
    password: secret(secretName),
    database,
    connectionLimit: 4,
    dateStrings: true,
    decimalNumbers: false,
    supportBigNumbers: true,
    bigNumberStrings: true,
    timezone: "Z",
  });
}

/** Hologres's stand-in as the jobs' role. Values come back as text, exact. */
export function hologres(): pg.Pool {
  const pool = new pg.Pool({
    host: "127.0.0.1",
    port: ports.postgres,
    user: "writer",
    password: secret("hologres/writer"),
    database: "warehouse",
    max: 4,
    types: { getTypeParser: () => (text: string) => text },
  });
  pool.on("error", () => undefined); // an idle connection that a killed server closed; the next query tells
  return pool;
}

/** Rows of a query on MariaDB, as objects of text values. */
export async function rowsOf(pool: MySqlPool, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const [rows] = await pool.query<RowDataPacket[]>(sql, values as unknown[]);
  return rows.map((row) => ({ ...row }));
}

export type Row = Record<string, unknown>;

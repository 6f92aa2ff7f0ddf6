import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { readSecret } from "../process/secrets";
import { explainDatabaseError } from "./database-unreachable";
import { normalizedMysqlType } from "./mysql-dialect";
import type { SqlColumn, TableDefinition } from "./table-definition";
import type { DatabaseInputs } from "./table-inputs";
import type { DatabaseSnapshot } from "./table-system";

const CONNECT_TIMEOUT_MS = 5_000;

/** What a MySQL database holds. */
export interface MysqlSnapshot extends DatabaseSnapshot {
  /** Whether the database itself exists. */
  readonly exists: boolean;
}

/**
 * Opens a connection, does `work` with it and closes it. The connection has no current database, so that it can also
 * be made before the database exists. Throws `DatabaseUnreachableError` where nobody answers.
 */
export async function withMysql<T>(
  inputs: Omit<DatabaseInputs, "database">,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  let connection: Connection | undefined;
  try {
    connection = await createConnection({
      host: inputs.host,
      port: inputs.port,
      user: inputs.user,
      password: readSecret(inputs.secretsDir, inputs.secret),
      connectTimeout: CONNECT_TIMEOUT_MS,
      charset: "utf8mb4",
      timezone: "Z",
      dateStrings: true,
    });
    // Without a listener a connection that breaks while idle would end the process.
    connection.on("error", () => undefined);
    return await work(connection);
  } catch (error) {
    throw explainDatabaseError(`MySQL at ${inputs.host}:${inputs.port}`, error);
  } finally {
    await connection?.end().catch(() => undefined);
  }
}

/** Looks at every table of the database at once. */
export function loadMysql(inputs: DatabaseInputs): Promise<MysqlSnapshot> {
  return withMysql(inputs, async (connection) => {
    const [schemas] = await connection.execute<RowDataPacket[]>(
      "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?",
      [inputs.database],
    );
    const [rows] = await connection.execute<RowDataPacket[]>(
      `SELECT c.table_name AS name, c.column_name AS col, c.column_type AS type, c.is_nullable AS nullable
       FROM information_schema.columns c JOIN information_schema.tables t
         ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
       WHERE c.table_schema = ? ORDER BY c.table_name, c.ordinal_position`,
      [inputs.database],
    );
    const [keys] = await connection.execute<RowDataPacket[]>(
      `SELECT table_name AS name, column_name AS col FROM information_schema.key_column_usage
       WHERE table_schema = ? AND constraint_name = 'PRIMARY' ORDER BY table_name, ordinal_position`,
      [inputs.database],
    );
    const tables = new Map<string, { columns: SqlColumn[]; key: string[] }>();
    for (const row of rows) {
      const table = tables.get(String(row.name)) ?? { columns: [], key: [] };
      tables.set(String(row.name), table);
      table.columns.push({
        name: String(row.col),
        type: normalizedMysqlType(String(row.type)),
        nullable: row.nullable === "YES",
      });
    }
    for (const row of keys) {
      tables.get(String(row.name))?.key.push(String(row.col));
    }
    return { exists: schemas.length > 0, tables: tables as ReadonlyMap<string, TableDefinition> };
  });
}

/** Runs statements in order with `database` as the current one; MySQL's DDL commits each of them by itself. */
export function executeMysql(inputs: DatabaseInputs, statements: readonly string[]): Promise<void> {
  return withMysql(inputs, async (connection) => {
    for (const statement of statements) {
      await connection.query(statement);
    }
  });
}

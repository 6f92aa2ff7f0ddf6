import type { Client } from "pg";
import { ensureSecret, readSecret } from "../../process/secrets";

/** The database that stands in for Hologres. */
export const WAREHOUSE_DATABASE = "warehouse";
/** The schema that OneService reads; the only one. */
export const EXPORT_SCHEMA = "export";
/** Owns the database and every table in it. */
export const OWNER = { user: "owner", secret: "hologres/owner" } as const;

/** `writer`: the jobs, may change the rows of every table. `oneservice`: reads the schema `export` and nothing else. */
const ROLES = [
  { user: "writer", secret: "hologres/writer" },
  { user: "oneservice", secret: "hologres/oneservice" },
] as const;

/** Makes roles, passwords, the database and its default grants as declared, whatever was there. */
export async function applyAccounts(port: number, secretsFolder: string): Promise<void> {
  await asOwner(port, secretsFolder, "postgres", async (client) => {
    // A statement that fails must not bring its password into the log.
    await client.query("SET log_min_error_statement = 'panic'");
    for (const { user, secret } of ROLES) {
      const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [user]);
      const verb = rowCount === 0 ? "CREATE" : "ALTER";
      const password = client.escapeLiteral(ensureSecret(secretsFolder, secret));
      await client.query(
        `${verb} ROLE ${user} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${password}`,
      );
    }
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [
      WAREHOUSE_DATABASE,
    ]);
    if (rowCount === 0) {
      await client.query(`CREATE DATABASE ${WAREHOUSE_DATABASE} OWNER ${OWNER.user}`);
    }
  });
  await asOwner(port, secretsFolder, WAREHOUSE_DATABASE, async (client) => {
    await client.query(`
      REVOKE ALL ON DATABASE ${WAREHOUSE_DATABASE} FROM PUBLIC;
      GRANT CONNECT ON DATABASE ${WAREHOUSE_DATABASE} TO writer, oneservice;
      REVOKE ALL ON SCHEMA public FROM PUBLIC;
      CREATE SCHEMA IF NOT EXISTS ${EXPORT_SCHEMA} AUTHORIZATION ${OWNER.user};
      GRANT USAGE ON SCHEMA ${EXPORT_SCHEMA} TO oneservice;
      ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER.user} IN SCHEMA ${EXPORT_SCHEMA} GRANT SELECT ON TABLES TO oneservice;
      ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER.user} GRANT USAGE ON SCHEMAS TO writer;
      ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER.user} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO writer;
    `);
  });
}

/** Runs `work` on a connection of the owner. */
export async function asOwner(
  port: number,
  secretsFolder: string,
  database: string,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const { Client } = await import("pg");
  const client = new Client({
    host: "127.0.0.1",
    port,
    user: OWNER.user,
    password: readSecret(secretsFolder, OWNER.secret),
    database,
    connectionTimeoutMillis: 2_000,
    query_timeout: 10_000,
    application_name: "stratahouse",
  });
  // A server that goes away while idle must not end this process: the next query reports it.
  client.on("error", () => {});
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

import { Client } from "pg";
import { readSecret } from "../../process/secrets";
import { explainDatabaseError } from "../../relational/database-unreachable";
import type { DatabaseInputs } from "../../relational/table-inputs";

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 120_000;

/** Opens a connection, does `work` with it and closes it. Throws `DatabaseUnreachableError` where nobody answers. */
export async function withPostgres<T>(
  inputs: DatabaseInputs,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    host: inputs.host,
    port: inputs.port,
    database: inputs.database,
    user: inputs.user,
    password: readSecret(inputs.secretsDir, inputs.secret),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: "strata",
  });
  // Without a listener a connection that breaks while idle would end the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw explainDatabaseError(`PostgreSQL at ${inputs.host}:${inputs.port}/${inputs.database}`, error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

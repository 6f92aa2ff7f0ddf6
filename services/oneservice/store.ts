import { Pool, type PoolClient } from "pg";
import type { ApiQuery } from "./api-query";
import type { GatewayConfig } from "./gateway-config";
import { PreparedNames } from "./prepared-names";
import { RequestError } from "./request-error";
import type { StoredRow } from "./row-json";

/** Values come as the store's own text, so that numbers and times stay exact. */
const TEXT_ONLY = { getTypeParser: () => (text: string | Buffer) => text.toString() };

const CONNECT_MS = 1_000;
const HEALTH_MS = 1_000;
/** How long after the store's own time-out the gateway gives up on it. */
const GRACE_MS = 500;
const MAX_PREPARED = 256;

/** The export point, read-only. */
export class Store {
  readonly #pool: Pool;
  readonly #names = new PreparedNames(MAX_PREPARED);
  /** Statement time-out that each session has now; set again only when an API has another. */
  readonly #timeouts = new WeakMap<PoolClient, number>();

  constructor(postgres: GatewayConfig["postgres"], password: () => string, onLost: (error: Error) => void) {
    this.#pool = new Pool({
      host: postgres.host,
      port: postgres.port,
      database: postgres.database,
      user: postgres.user,
      password,
      max: postgres.connections,
      min: 0,
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      application_name: "oneservice",
      options:
        "-c default_transaction_read_only=on -c DateStyle=ISO -c TimeZone=UTC -c statement_timeout=30000 -c extra_float_digits=1",
    });
    this.#pool.on("error", onLost);
  }

  /** Rows of one query; throws RequestError: 503 when the store is away, 504 when `timeoutMs` is over. */
  async read(query: ApiQuery, timeoutMs: number): Promise<readonly StoredRow[]> {
    try {
      return await this.#attempt(query, timeoutMs);
    } catch (error) {
      // A session that died with the store's last restart says nothing about the store of now.
      if (!isLostSession(error)) throw asRequestError(error, timeoutMs);
      return await this.#attempt(query, timeoutMs).catch((second: unknown) => {
        throw asRequestError(second, timeoutMs);
      });
    }
  }

  /** Whether the store answers; the reason when not. */
  async check(): Promise<string | null> {
    try {
      await this.#attempt({ text: "SELECT 1", values: [], fields: [], orderAt: [] }, HEALTH_MS);
      return null;
    } catch (error) {
      return asRequestError(error, HEALTH_MS).message;
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #attempt(query: ApiQuery, timeoutMs: number): Promise<readonly StoredRow[]> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      return await within(timeoutMs + GRACE_MS, async () => {
        if (this.#timeouts.get(client) !== timeoutMs) {
          await client.query(`SET statement_timeout = ${Math.trunc(timeoutMs)}`);
          this.#timeouts.set(client, timeoutMs);
        }
        const name = this.#names.of(query.text);
        const result = await client.query<(string | null)[]>({
          ...(name === undefined ? {} : { name }),
          text: query.text,
          values: [...query.values],
          rowMode: "array",
          types: TEXT_ONLY,
        });
        return result.rows;
      });
    } catch (error) {
      if (error instanceof TimeoutError || isLostSession(error)) broken = error;
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

class TimeoutError extends Error {}

async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const running = work();
  running.catch(() => undefined);
  try {
    return await Promise.race([
      running,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new TimeoutError("no answer from the store")), ms);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

function isLostSession(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return (
    /^(57P0[1-3]|08...|ECONNRESET|EPIPE)$/.test(codeOf(error)) ||
    /Connection terminated|not queryable/.test(error.message)
  );
}

function asRequestError(error: unknown, timeoutMs: number): RequestError {
  const code = codeOf(error);
  if (code === "57014" || error instanceof TimeoutError)
    return new RequestError(504, "time_out", `The query took longer than ${timeoutMs} ms.`, {
      hint: "Ask for fewer rows or filter more.",
    });
  if (/^22/.test(code)) return new RequestError(400, "invalid_value", "A value does not fit its field.");
  if (/^(42|3F)/.test(code))
    return new RequestError(503, "not_ready", "The data of this API is not there yet or is being changed.", {
      retryAfterSeconds: 5,
    });
  return new RequestError(503, "store_unavailable", "The store that answers this API is not reachable.", {
    retryAfterSeconds: 1,
  });
}

import { type Admin, Kafka, logLevel } from "kafkajs";

/** Kafka did not answer; says nothing about what exists there. */
export class KafkaUnreachableError extends Error {
  override readonly name = "KafkaUnreachableError";
}

/** Kafka answered and refused. */
export class KafkaRefusedError extends Error {
  override readonly name = "KafkaRefusedError";
}

const IDLE_DISCONNECT_MS = 5_000;
/** How long one request may take, in milliseconds. */
export const REQUEST_TIMEOUT_MS = 15_000;

/** One connection to a cluster for requests of an administrator: opened when needed, closed when idle, one request at a time. */
export class KafkaConnection {
  readonly #bootstrapServers: string;
  #connection: Promise<Admin> | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #running = 0;
  #idle: NodeJS.Timeout | undefined;

  /** `bootstrapServers`: `host:port`, separated by commas. Nothing is opened before the first request. */
  constructor(bootstrapServers: string) {
    this.#bootstrapServers = bootstrapServers;
  }

  /** Closes the connection; the next request opens a new one. */
  async disconnect(): Promise<void> {
    clearTimeout(this.#idle);
    const connection = this.#connection;
    this.#connection = undefined;
    await (await connection?.catch(() => undefined))?.disconnect();
  }

  /** Sends a request; where an idle connection turns out to be dead, once more over a new one. */
  async request<T>(send: (admin: Admin) => Promise<T>): Promise<T> {
    const kept = this.#connection !== undefined;
    try {
      return await this.#attempt(send);
    } catch (error) {
      if (kept && error instanceof KafkaUnreachableError) {
        return this.#attempt(send);
      }
      throw error;
    }
  }

  /** One request at a time: kafkajs confuses the broker's answers where several refresh its metadata. */
  async #attempt<T>(send: (admin: Admin) => Promise<T>): Promise<T> {
    const turn = this.#queue.then(() => this.#attemptNow(send));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #attemptNow<T>(send: (admin: Admin) => Promise<T>): Promise<T> {
    clearTimeout(this.#idle);
    this.#running += 1;
    this.#connection ??= connect(this.#bootstrapServers);
    const connection = this.#connection;
    try {
      return await send(await connection);
    } catch (error) {
      if (error instanceof KafkaUnreachableError) {
        throw error;
      }
      if (isConnectionError(error)) {
        if (this.#connection === connection) {
          this.#connection = undefined;
          void connection.then((admin) => admin.disconnect()).catch(() => undefined);
        }
        const reason = error instanceof Error ? error.message.replace(/\s+/g, " ") : String(error);
        throw new KafkaUnreachableError(`Kafka at ${this.#bootstrapServers} does not answer: ${reason}`, {
          cause: error,
        });
      }
      throw new KafkaRefusedError(
        `Kafka at ${this.#bootstrapServers} refused: ${answers(error).join("; ")}`,
        {
          cause: error,
        },
      );
    } finally {
      this.#running -= 1;
      if (this.#running === 0) {
        this.#idle = setTimeout(
          () => void this.disconnect().catch(() => undefined),
          IDLE_DISCONNECT_MS,
        ).unref();
      }
    }
  }
}

async function connect(bootstrapServers: string): Promise<Admin> {
  const pauses = { initialRetryTime: 100, maxRetryTime: 1_000 };
  const admin = new Kafka({
    clientId: "strata",
    brokers: bootstrapServers.split(",").map((broker) => broker.trim()),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // A broker that is down is told at once; one that answers may be moving its controller.
    retry: { ...pauses, retries: 1 },
  }).admin({ retry: { ...pauses, retries: 3 } });
  await admin.connect();
  return admin;
}

function isConnectionError(error: unknown): boolean {
  return (
    error instanceof Error &&
    /Connection|Timeout|BrokerNotFound|NumberOfRetries/.test(error.name) &&
    !hasType(error, undefined)
  );
}

/** What Kafka answered: the messages of the innermost errors. */
function answers(error: unknown): readonly string[] {
  if (error instanceof Error && "errors" in error && Array.isArray(error.errors)) {
    return error.errors.flatMap(answers);
  }
  return [error instanceof Error ? error.message : String(error)];
}

/** Whether Kafka itself answered with an error (of the type, where one is given). */
export function hasType(error: unknown, type: string | undefined): boolean {
  if (typeof error !== "object" || error === null) {
    return false;
  }
  const own = "type" in error && typeof error.type === "string" ? error.type : undefined;
  if (own !== undefined && (type === undefined || own === type)) {
    return true;
  }
  const nested = [
    ...("errors" in error && Array.isArray(error.errors) ? error.errors : []),
    ...("cause" in error ? [error.cause] : []),
  ];
  return nested.some((inner) => hasType(inner, type));
}

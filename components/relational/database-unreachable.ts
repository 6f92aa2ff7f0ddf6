/** A database did not answer; says nothing about what exists there. */
export class DatabaseUnreachableError extends Error {
  override readonly name = "DatabaseUnreachableError";
}

const CODES: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "PROTOCOL_CONNECTION_LOST",
  // PostgreSQL: starting up, shutting down.
  "57P01",
  "57P03",
]);

/** The error to throw for one that happened while speaking to `what` (e.g. `PostgreSQL at 127.0.0.1:15432`). */
export function explainDatabaseError(what: string, error: unknown): Error {
  if (error instanceof DatabaseUnreachableError) {
    return error;
  }
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  const message = error instanceof Error && error.message !== "" ? error.message : code;
  if (CODES.has(code) || /timeout expired|Connection terminated/.test(message)) {
    return new DatabaseUnreachableError(`${what} does not answer: ${message}`, { cause: error });
  }
  return new Error(`${what}: ${message}`, { cause: error });
}

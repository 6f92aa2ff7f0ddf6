import pino, { type Logger } from "pino";
import type { FinishedRequest } from "./gateway-metrics";

const MAX_NAMES = 32;
const MAX_NAME = 64;

/** One JSON line a request, made to be read as an ODS table; without any parameter's value. */
export class AccessLog {
  readonly #destination: ReturnType<typeof pino.destination>;
  readonly #log: Logger;

  /** @param file is made with its folder when missing. */
  constructor(file: string) {
    this.#destination = pino.destination({ dest: file, mkdir: true, sync: false, mode: 0o600 });
    this.#log = pino(
      { base: null, messageKey: "message", timestamp: () => `,"time":"${new Date().toISOString()}"` },
      this.#destination,
    );
  }

  write(request: FinishedRequest): void {
    this.#log.info({
      api: request.api,
      consumer: request.consumer,
      ip: request.ip,
      status: request.status,
      ms: Math.round(request.milliseconds * 1000) / 1000,
      rows: request.rows,
      parameters: request.parameters.slice(0, MAX_NAMES).map((name) => name.slice(0, MAX_NAME)),
    });
  }

  /** Ends once everything is written. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#destination.once("close", resolve);
      this.#destination.end();
    });
  }
}

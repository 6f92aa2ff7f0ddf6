import type { Connection } from "mysql2/promise";
import pino from "pino";
import { Replay } from "./replay";
import { readTaxiSample } from "./taxi-trips";
import { trafficConfigSchema } from "./traffic-config";
import { connectTraffic } from "./traffic-connection";

const TICK_MS = 150;
const TICK_LIMIT_MS = 30_000;
const TABLE_WAIT_MS = 500;
const FIRST_BACKOFF_MS = 200;
const LAST_BACKOFF_MS = 5_000;

async function main(argument: string | undefined): Promise<void> {
  const config = trafficConfigSchema.parse(JSON.parse(argument ?? "null"));
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const sample = readTaxiSample();
  const stop = new AbortController();
  process.on("SIGTERM", () => stop.abort());
  process.on("SIGINT", () => stop.abort());
  let backoff = FIRST_BACKOFF_MS;
  while (!stop.signal.aborted) {
    let connection: Connection | null = null;
    try {
      connection = await connectTraffic(config.mysql, config.stackFolder);
      const replay = new Replay(sample, config);
      for (let told = false; !(await limited(connection, replay.tablesExist(connection))); told = true) {
        if (!told) log.info("waiting for the tables trips and zones");
        await pause(TABLE_WAIT_MS, stop.signal);
        if (stop.signal.aborted) break;
      }
      if (stop.signal.aborted) break;
      await limited(connection, replay.begin(connection));
      log.info(`sample traffic runs at ${config.speed} times real time`);
      while (!stop.signal.aborted) {
        await limited(connection, replay.tick(connection));
        backoff = FIRST_BACKOFF_MS;
        await pause(TICK_MS, stop.signal);
      }
    } catch (error) {
      log.warn(
        `sample traffic waits ${backoff} ms: ${error instanceof Error ? error.message : String(error)}`,
      );
      await pause(backoff, stop.signal);
      backoff = Math.min(backoff * 2, LAST_BACKOFF_MS);
    } finally {
      connection?.destroy();
    }
  }
}

/** A database that hangs loses the connection, and with it the open transaction. */
async function limited<T>(connection: Connection, work: Promise<T>): Promise<T> {
  const timer = setTimeout(() => connection.destroy(), TICK_LIMIT_MS);
  let late: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      work,
      new Promise<never>((_, reject) => {
        late = setTimeout(
          () => reject(new Error(`no answer from the database for ${TICK_LIMIT_MS} ms`)),
          TICK_LIMIT_MS,
        );
      }),
    ]);
  } finally {
    clearTimeout(timer);
    clearTimeout(late);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done);
  });
}

main(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(`traffic: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createConnection } from "mysql2/promise";
import { stackFolder } from "../components/process/stack-folders";
import { readStackConfig } from "../stacks/stack-config";

/** Where the running stack is. */
export interface MeasuredStack {
  /** `.strata/<stack>`. */
  readonly folder: string;
  readonly ports: { readonly mariadb: number; readonly oneservice: number };
}

/** Times in milliseconds of one measurement. */
export interface Latencies {
  /** From the commit of an insert in the business database to the first API answer that shows it, one a sample. */
  readonly commitToApi: readonly number[];
  /** The floor in the same run: one request to the same API, one a sample. */
  readonly apiAlone: readonly number[];
}

/**
 * Inserts finished trips, one at a time, and waits for each in the API's answer; deletes them at the end.
 * The stack must be up; other traffic may run. Trips carry channel `bench` and minutes of the year 2031.
 */
export async function measureCommitToApi(stack: MeasuredStack, samples = 120): Promise<Latencies> {
  const secret = (name: string) => readFileSync(path.join(stack.folder, "secrets", name), "utf8").trim();
  const connection = await createConnection({
    host: "127.0.0.1",
    port: stack.ports.mariadb,
    user: "business",
    password: secret("rds/business"),
    database: "business",
    timezone: "Z",
  });
  const authorization = `Bearer ${secret("consumers/dashboard")}`;
  const firstId = 2_000_000_000;
  const [[zone]] = (await connection.query(
    "SELECT zone_id FROM zones WHERE borough = 'Queens' ORDER BY zone_id LIMIT 1",
  )) as unknown as [[{ zone_id: number } | undefined]];
  if (zone === undefined)
    throw new Error("the business database has no zones yet: is the sample traffic on?");
  const seen = async (minute: string): Promise<{ rows: number; ms: number }> => {
    const started = performance.now();
    const url = `http://127.0.0.1:${stack.ports.oneservice}/v1/borough_minute?borough=Queens&minute.gte=${minute}&minute.lte=${minute}`;
    const response = await fetch(url, { headers: { authorization } });
    if (!response.ok) throw new Error(`the API answers ${response.status}: ${await response.text()}`);
    const { data } = (await response.json()) as { data: unknown[] };
    return { rows: data.length, ms: performance.now() - started };
  };
  await removeBenchTrips(connection);
  const commitToApi: number[] = [];
  const apiAlone: number[] = [];
  try {
    for (let sample = 0; sample < samples; sample++) {
      const minute = new Date(Date.UTC(2031, 0, 1) + sample * 60_000).toISOString().slice(0, 19);
      await connection.query(
        `INSERT INTO trips (trip_id, pickup_at, dropoff_at, passengers, distance, fare, tip, tolls, total, color, payment, pickup_zone_id, dropoff_zone_id, channel)
         VALUES (?, ?, ?, 1, 1.00, 10.00, 2.00, 0.00, 12.00, 'yellow', 'cash', ?, ?, 'bench')`,
        [firstId + sample, minute, minute, zone.zone_id, zone.zone_id],
      );
      const committed = performance.now();
      for (;;) {
        const answer = await seen(minute);
        if (answer.rows > 0) {
          commitToApi.push(performance.now() - committed);
          apiAlone.push(answer.ms);
          break;
        }
        if (performance.now() - committed > 60_000)
          throw new Error(`trip ${firstId + sample} did not arrive in 60 s`);
        await sleep(5);
      }
      await sleep(20 + (sample % 10) * 13); // not in step with the store's flush interval
    }
  } finally {
    await removeBenchTrips(connection);
    await connection.end();
  }
  return { commitToApi, apiAlone };
}

/** The value below which the share `q` (0 to 1) of the samples lies. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

async function removeBenchTrips(connection: { query(sql: string): Promise<unknown> }): Promise<void> {
  await connection.query("DELETE FROM trips WHERE channel = 'bench'");
}

async function main(): Promise<void> {
  const stack = process.argv[2] ?? "local";
  const { config } = readStackConfig(stack);
  if (config === null) throw new Error(`stacks/${stack}.yaml can't be read: npm run preview says why`);
  const { commitToApi, apiAlone } = await measureCommitToApi({
    folder: stackFolder(stack),
    ports: config.ports,
  });
  const row = (name: string, values: readonly number[]) =>
    `${name.padEnd(24)} n ${values.length}  p50 ${quantile(values, 0.5).toFixed(0)} ms  p95 ${quantile(values, 0.95).toFixed(0)} ms  max ${Math.max(...values).toFixed(0)} ms`;
  console.log(row("commit to API", commitToApi));
  console.log(row("one API request (floor)", apiAlone));
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}

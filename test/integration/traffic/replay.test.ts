import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inspectProcess } from "../../../components/process/inspect-process";
import { readSecret } from "../../../components/process/secrets";
import { startProcess } from "../../../components/process/start-process";
import { stopProcess } from "../../../components/process/stop-process";
import { mariadbProcess } from "../../../components/rds/local/server";
import { replayProcess } from "../../../components/traffic/replay-handler";
import { businessEvents, rowsAfter, type TripRow } from "../../../services/traffic/business-event";
import {
  pauseTraffic,
  resumeTraffic,
  type TrafficStatus,
  trafficStatus,
} from "../../../services/traffic/control";
import { Replay } from "../../../services/traffic/replay";
import { readTaxiSample } from "../../../services/traffic/taxi-trips";
import { trafficDatabaseSchema } from "../../../services/traffic/traffic-config";
import { connectTraffic } from "../../../services/traffic/traffic-connection";
import { buildServices, quietContext } from "../oneservice/gateway-fixture";

const PORT = 24_020;
const context = quietContext();
const sample = readTaxiSample();
const folder = mkdtempSync(join(tmpdir(), "strata-traffic-"));
const mysql = trafficDatabaseSchema.parse({ host: "127.0.0.1", port: PORT, database: "business" });
const target = { stackFolder: folder, mysql };
const mariadb = mariadbProcess({ stackFolder: folder, running: true, port: PORT, bufferPool: 32 });

const TABLES = `
  CREATE TABLE zones (zone_id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL, borough VARCHAR(40) NOT NULL);
  CREATE TABLE trips (trip_id BIGINT PRIMARY KEY, pickup_at DATETIME NOT NULL, dropoff_at DATETIME NULL, passengers INT, distance DECIMAL(8,2),
    fare DECIMAL(10,2) NULL, tip DECIMAL(10,2) NULL, tolls DECIMAL(10,2) NULL, total DECIMAL(10,2) NULL, color VARCHAR(10), payment VARCHAR(20) NULL,
    pickup_zone_id BIGINT NULL, dropoff_zone_id BIGINT NULL, channel VARCHAR(10) NOT NULL);`;

const replay = (speed: number) =>
  replayProcess({
    stackFolder: folder,
    running: true,
    mysql: { host: "127.0.0.1", port: PORT, database: "business" },
    speed,
    preloadDays: 7,
  });
const kill = (engine: string) => process.kill(inspectProcess(folder, engine)?.pid ?? 0, "SIGKILL");

beforeAll(async () => {
  buildServices();
  await startProcess(mariadb, context);
});

afterAll(async () => {
  await stopProcess(folder, "traffic", context);
  await stopProcess(folder, "mariadb", context);
  rmSync(folder, { recursive: true, force: true });
});

async function asRoot<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  const password = readSecret(join(folder, "secrets"), "rds/root");
  const connection = await createConnection({
    host: "127.0.0.1",
    port: PORT,
    user: "root",
    password,
    database: "business",
    dateStrings: true,
    multipleStatements: true,
  });
  try {
    return await work(connection);
  } finally {
    connection.destroy();
  }
}

/** The rows that must be there once everything before the position has happened, and nothing twice. */
function expected({ lap, nextEvent }: Pick<TrafficStatus, "lap" | "nextEvent">): readonly TripRow[] {
  let rows: readonly TripRow[] = [];
  for (let n = 0; n < lap; n++) rows = rowsAfter(businessEvents(sample, n), rows);
  return rowsAfter(businessEvents(sample, lap).slice(0, nextEvent), rows);
}

async function actual(): Promise<readonly RowDataPacket[]> {
  return asRoot(
    async (connection) =>
      (
        await connection.query<RowDataPacket[]>(
          "SELECT * FROM trips WHERE channel = 'sample' ORDER BY trip_id",
        )
      )[0],
  );
}

async function expectExact(): Promise<TrafficStatus> {
  const status = await pauseTraffic(target);
  if (status === null) throw new Error("the traffic never began");
  expect(await actual()).toEqual(expected(status));
  return status;
}

async function status(): Promise<TrafficStatus> {
  const now = await trafficStatus(target);
  if (now === null) throw new Error("the traffic never began");
  return now;
}

it("waits for the tables, then loads the first days at once", async () => {
  expect(await trafficStatus(target)).toBeNull();
  expect(await pauseTraffic(target)).toBeNull();
  const starting = startProcess(replay(600), context);
  await sleep(1_500);
  await asRoot((connection) => connection.query(TABLES));
  const began = Date.now();
  await starting;
  console.log(`tables made to traffic running with 7 days loaded: ${Date.now() - began} ms`);
  const now = await expectExact();
  expect(now.businessTime >= "2019-03-07 23:00:00").toBe(true);
  expect((await actual()).length).toBeGreaterThan(1_400);
  const [zones] = await asRoot((connection) =>
    connection.query<RowDataPacket[]>("SELECT COUNT(*) AS n, MIN(name) AS first FROM zones"),
  );
  expect(zones[0]).toEqual({ n: sample.zones.length, first: sample.zones[0]?.name });
});

it("stands still while it is paused, and goes on without a burst", async () => {
  const before = await pauseTraffic(target);
  await sleep(1_500);
  expect(await trafficStatus(target)).toEqual({ ...before, running: true });
  const resumed = await resumeTraffic(target);
  expect(resumed).toMatchObject({ paused: false });
  expect(resumed?.nextEvent).toBeLessThan((before?.nextEvent ?? 0) + 10);
  const began = Date.now();
  await sleep(2_000);
  const after = await status();
  const business = (Date.parse(`${after.businessTime}Z`) - Date.parse(`${before?.businessTime}Z`)) / 1000;
  expect(business).toBeGreaterThan(0);
  expect(business).toBeLessThan(((Date.now() - began) / 1000 + 1) * 600 * 1.2);
});

it("neither loses nor doubles anything when it is killed", async () => {
  for (let i = 0; i < 5; i++) {
    await startProcess(replay(40_000), context);
    await resumeTraffic(target);
    await sleep(300 + i * 90);
    kill("traffic");
    await expectExact();
  }
  expect((await status()).running).toBe(false);
});

it("survives the database's death and two of its kind at once", async () => {
  await startProcess(replay(20_000), context);
  await resumeTraffic(target);
  await sleep(500);
  const before = await status();
  kill("mariadb");
  await sleep(500);
  await startProcess(mariadb, context);
  const connection = await connectTraffic(mysql, folder);
  const second = new Replay(sample, { speed: 20_000, preloadDays: 7 });
  await second.begin(connection);
  for (let i = 0; i < 20; i++) {
    await second.tick(connection);
    await sleep(100);
  }
  connection.destroy();
  const after = await expectExact();
  expect(after.nextEvent).toBeGreaterThan(before.nextEvent);
  expect(after.running).toBe(true);
});

it("begins the next month when one is over", async () => {
  await startProcess(replay(1_000_000), context);
  await resumeTraffic(target);
  const end = Date.now() + 60_000;
  while ((await status()).lap < 1 && Date.now() < end) await sleep(100);
  const now = await expectExact();
  expect(now.lap).toBeGreaterThanOrEqual(1);
  await resumeTraffic(target);
});

/**
 * A user's day, in order, on one warehouse: up from nothing, live numbers, equality with the source, crashes, a new
 * table, mistakes, down. Times are printed, never asserted.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Kafka, logLevel } from "kafkajs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measureCommitToApi, quantile } from "../../bench/commit-to-api";
import { api } from "./api";
import { bootstrapServers, business, hologres, ports, rowsOf } from "./connections";
import { copyCheckout } from "./copy-checkout";
import { requireEquality } from "./equality";
import { eventually } from "./eventually";
import { runningJobs } from "./flink-jobs";
import { root, stackFolder, strata, strataOk } from "./strata";
import { readTopic } from "./topic-rows";
import { insertTrip, zoneOf } from "./trips";

const say = (line: string) => console.log(`  e2e: ${line}`);

beforeAll(async () => {
  if (existsSync(path.join(root, "cli/bin/strata"))) await strata("down", "--purge"); // a run that was cut off
  copyCheckout();
  const up = await strataOk("up");
  say(`up from an empty folder: ${up.seconds.toFixed(1)} s`);
});

afterAll(async () => {
  await strata("down", "--purge");
});

async function expectNoChanges(): Promise<void> {
  const preview = await strata("pulumi", "preview", "--expect-no-changes");
  expect(preview.code, preview.out).toBe(0);
}

/** Pauses the sample traffic and waits until every store has caught up. */
async function settled(): Promise<readonly string[]> {
  await strataOk("traffic", "pause");
  return eventually(requireEquality, 90, 500);
}

describe("a warehouse that is up", () => {
  it("shows zero changes the second time", async () => {
    const again = await strataOk("up");
    say(`up again: ${again.seconds.toFixed(1)} s`);
    expect(again.out).not.toMatch(/\b[1-9]\d* (created|updated|deleted|replaced)/);
    await expectNoChanges();
    expect((await strata("status")).code).toBe(0);
  });

  it("shows an insert, an update and a delete of the business in the API's answer, with traffic running", async () => {
    await strataOk("traffic", "resume");
    const source = business();
    const zoneId = await zoneOf(source, "Bronx");
    const answer = () =>
      api("borough_minute?borough=Bronx&minute.gte=2030-06-01T10:00:00&minute.lte=2030-06-01T10:00:00");
    await insertTrip(source, { id: 1_000_000_001, dropoffAt: "2030-06-01 10:00:30", zoneId, total: "12.34" });
    await eventually(async () => expect(await answer()).toMatchObject([{ trips: 1, revenue: "12.34" }]));
    await insertTrip(source, { id: 1_000_000_002, dropoffAt: "2030-06-01 10:00:59", zoneId, total: "0.66" });
    await eventually(async () => expect(await answer()).toMatchObject([{ trips: 2, revenue: "13.00" }]));
    await source.query("UPDATE trips SET total = '20.00' WHERE trip_id = 1000000001");
    await eventually(async () => expect(await answer()).toMatchObject([{ trips: 2, revenue: "20.66" }]));
    await source.query("UPDATE trips SET dropoff_at = '2030-06-01 10:01:00' WHERE trip_id = 1000000002");
    await eventually(async () => expect(await answer()).toMatchObject([{ trips: 1, revenue: "20.00" }]));
    await source.query("DELETE FROM trips WHERE trip_id IN (1000000001, 1000000002)");
    await eventually(async () => expect(await answer()).toEqual([]));
    await source.end();
  });

  it("brings a commit to the API, again and again", async () => {
    const { commitToApi, apiAlone } = await measureCommitToApi({ folder: stackFolder, ports }, 100);
    expect(commitToApi).toHaveLength(100);
    const figures = (values: readonly number[]) =>
      `p50 ${quantile(values, 0.5).toFixed(0)} ms, p95 ${quantile(values, 0.95).toFixed(0)} ms`;
    say(
      `commit to API, 100 samples with traffic: ${figures(commitToApi)}; one API request: ${figures(apiAlone)}`,
    );
  });

  it("equals a direct query on the source in Hologres, ADB and Kafka, with traffic paused", async () => {
    for (const line of await settled()) say(line);
  });

  it("sends a malformed change record to the dead-letter topic with its reason and goes on", async () => {
    const before = await runningJobs();
    const producer = new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    const garbage =
      '{"database":"business","table":"trips","type":"INSERT","data":[{"trip_id":"not a number"';
    await producer.send({ topic: "dts.business.trips", messages: [{ key: "x", value: garbage }] });
    await producer.disconnect();
    const dead = await eventually(async () => {
      const records = await readTopic(bootstrapServers, "ods.trips.dlq");
      expect(records).toHaveLength(1);
      return records[0];
    });
    expect(dead?.payload).toMatchObject({
      topic: "dts.business.trips",
      record: Buffer.from(garbage).toString("base64"),
    });
    expect(String(dead?.payload.reason)).not.toBe("");
    say(`dead letter: ${dead?.payload.reason}`);
    const source = business();
    await insertTrip(source, {
      id: 1_000_000_003,
      dropoffAt: "2030-07-01 10:00:30",
      zoneId: 1,
      total: "5.00",
    });
    await source.end();
    await settled();
    expect(await runningJobs()).toEqual(before);
  });
});

describe("a part that was killed", () => {
  const engines = ["kafka", "flink", "mariadb", "postgres", "oneservice"] as const;

  it.each(engines)("is repaired by up, and nothing is lost or double: %s", async (engine) => {
    await strataOk("traffic", "resume");
    const { pid } = JSON.parse(readFileSync(path.join(stackFolder, "run", `${engine}.json`), "utf8"));
    process.kill(pid, "SIGKILL");
    const status = await eventually(async () => {
      const answer = await strata("status");
      expect(answer.code).toBe(1);
      return answer;
    });
    expect(status.out).toMatch(new RegExp(engine, "i"));
    const up = await strataOk("up");
    say(`up after kill -9 of ${engine}: ${up.seconds.toFixed(1)} s`);
    await runningJobs();
    await settled();
    await expectNoChanges();
  });
});

describe("a team's change", () => {
  const file = path.join(root, "layers/dwa/zone_hour.yaml");
  const yaml = readFileSync(path.join(__dirname, "zone_hour.yaml"), "utf8");

  it("brings a new table live with its history, and other jobs keep their state", async () => {
    const before = await runningJobs();
    expect(yaml.trimEnd().split("\n").length).toBeLessThanOrEqual(20);
    writeFileSync(file, yaml);
    const check = await strataOk("check");
    say(`check: ${check.seconds.toFixed(2)} s`);
    const preview = await strataOk("preview");
    expect(preview.out).toContain("zone_hour");
    expect(preview.out).not.toMatch(/\b[1-9]\d* (updated|deleted|replaced|to update|to delete|to replace)/);
    const up = await strataOk("up");
    say(`up with one more table: ${up.seconds.toFixed(1)} s`);
    const after = await runningJobs();
    for (const [name, id] of before) expect(after.get(name)).toBe(id);
    expect(after.size).toBe(before.size + 1);
    await eventually(async () => {
      const source = business();
      const postgres = hologres();
      try {
        const expected = await rowsOf(
          source,
          `SELECT COUNT(*) AS n, SUM(total) AS revenue FROM trips
           WHERE dropoff_at IS NOT NULL AND COALESCE(total, 0) >= 0 AND COALESCE(fare, 0) >= 0
             AND COALESCE(tip, 0) >= 0 AND COALESCE(tolls, 0) >= 0`,
        );
        const found = await postgres.query(
          "SELECT SUM(trips)::bigint AS n, SUM(revenue) AS revenue FROM dwa.zone_hour",
        );
        expect(Number(found.rows[0].n)).toBeGreaterThan(1000);
        expect(found.rows[0]).toEqual(expected[0]);
      } finally {
        await source.end();
        await postgres.end();
      }
    });
    await expectNoChanges();
  });

  it("takes only its own parts away when it is removed", async () => {
    const before = await runningJobs();
    rmSync(file);
    await strataOk("up");
    const after = await runningJobs();
    expect(after.size).toBe(before.size - 1);
    for (const [name, id] of after) expect(before.get(name)).toBe(id);
    const postgres = hologres();
    const tables = await postgres.query(
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'dwa'",
    );
    await postgres.end();
    expect(tables.rows.map((row) => row.table_name).sort()).toEqual(["borough_minute", "payment_hour"]);
    await expectNoChanges();
  });

  it("refuses to remove a table that holds data and is protected, before anything changes", async () => {
    const before = await runningJobs();
    const protectedFile = path.join(root, "layers/dwa/payment_hour.yaml");
    const apiFile = path.join(root, "layers/apis/payment_hour.yaml");
    const kept = [protectedFile, apiFile].map((name) => [name, readFileSync(name, "utf8")] as const);
    for (const [name] of kept) rmSync(name);
    const up = await strata("up");
    expect(up.code).toBe(1);
    expect(up.out).toContain("--allow-delete dwa.payment_hour");
    expect(await runningJobs()).toEqual(before);
    for (const [name, text] of kept) writeFileSync(name, text);
    await expectNoChanges();
  });

  it("names every mistake with file, line and column, exits with 1 and changes nothing", async () => {
    const before = await runningJobs();
    const mistakes: Record<string, string> = {
      "layers/dwa/typo.yaml": yaml.replace("columns:", "colums:"),
      "layers/dwa/unknown_column.yaml": yaml.replace("SUM(total)", "SUM(totle)"),
      "layers/dws/upwards.yaml": yaml,
      "layers/dwa/mismatch.yaml": yaml.replace("trips: BIGINT", "trips: BOOLEAN"),
      "layers/dwa/broken.yaml": yaml.replace("GROUP BY", "GROUP"),
    };
    for (const [name, text] of Object.entries(mistakes)) writeFileSync(path.join(root, name), text);
    const up = await strata("up");
    for (const name of Object.keys(mistakes)) rmSync(path.join(root, name));
    expect(up.code).toBe(1);
    for (const name of Object.keys(mistakes)) expect(up.out).toMatch(new RegExp(`${name}:\\d+:\\d+`));
    say(`mistakes:\n${up.out}`);
    expect(await runningJobs()).toEqual(before);
    await expectNoChanges();
  });
});

describe("the end of the day", () => {
  it("keeps every secret out of state, logs and process list", async () => {
    const secrets = filesBelow(path.join(stackFolder, "secrets")).map((file) =>
      readFileSync(file, "utf8").trim(),
    );
    expect(secrets.length).toBeGreaterThan(5);
    const places = ["state", "e2e/logs", "e2e/run"].flatMap((folder) =>
      filesBelow(path.join(root, ".strata", folder)),
    );
    const texts = places.map((file) => [file, readFileSync(file, "utf8")] as const);
    const processes = execFileSync("ps", ["-eo", "args"], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
    for (const secret of secrets) {
      for (const [file, text] of texts) expect(text.includes(secret), file).toBe(false);
      expect(processes.includes(secret)).toBe(false);
    }
  });

  it("comes back from down with its data", async () => {
    await strataOk("traffic", "resume");
    await strataOk("down");
    expect(processesOfTheStack()).toEqual([]);
    const up = await strataOk("up");
    say(`up from stopped engines: ${up.seconds.toFixed(1)} s`);
    await settled();
    await expectNoChanges();
  });

  it("leaves no process and no file after down --purge", async () => {
    await strataOk("down", "--purge");
    expect(processesOfTheStack()).toEqual([]);
    expect(existsSync(stackFolder)).toBe(false);
  });
});

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Pids whose environment says that they belong to the stack under test. */
function processesOfTheStack(): readonly string[] {
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, "utf8").includes(`STRATA_PROCESS=${stackFolder}`);
    } catch {
      return false; // ended meanwhile
    }
  });
}

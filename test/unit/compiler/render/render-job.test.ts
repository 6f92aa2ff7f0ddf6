import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JobSql } from "../../../../jobs/compiler/sql/render/job-sql";
import { localDialect } from "../../../../jobs/compiler/sql/render/local-dialect";
import { renderJob } from "../../../../jobs/compiler/sql/render/render-job";
import { type Change, planOf, RIDES_ROOT } from "../fixtures/warehouse";

function render(changes: Readonly<Record<string, Change>> = {}): JobSql {
  const plan = planOf(changes);
  const job = plan.jobs.find((one) => one.name === "trip");
  if (job === undefined) throw new Error("no job");
  return renderJob(plan, job, localDialect);
}

const statement = (sql: JobSql, start: string): string =>
  sql.statements.find((one) => one.startsWith(start)) ?? "";

describe("a job as Flink SQL", () => {
  it("is the golden one", async () => {
    await expect(`${JSON.stringify(render(), null, 2)}\n`).toMatchFileSnapshot(
      join(RIDES_ROOT, "job-trip.golden"),
    );
  });

  it("makes everything before it is used", () => {
    const made = new Set<string>();
    for (const text of render().statements) {
      for (const read of text.matchAll(/(?:FROM|JOIN) (`?_?[a-z]+`?\.(?:`[^`]+`|[a-z_]+))/g)) {
        expect(made).toContain((read[1] ?? "").replaceAll("`", ""));
      }
      const created = /^CREATE TEMPORARY (?:TABLE|VIEW) (\S+)/.exec(text)?.[1];
      if (created !== undefined) made.add(created.replaceAll("`", ""));
    }
    expect(made.size).toBeGreaterThan(10);
  });

  it("casts where the types differ, and never a key", () => {
    const view = statement(render(), "CREATE TEMPORARY VIEW `dwa`");
    expect(view).toContain(
      "`_c0` AS `borough`,\n  `_c1` AS `minute`,\n  `_c2` AS `trips`,\n  CAST(`_c3` AS DECIMAL(18, 2)) AS `revenue`",
    );
  });

  it("holds no address and no secret, only their names", () => {
    const text = JSON.stringify(render());
    expect(new Set(text.match(/\$\{[^}]*\}/g))).toEqual(
      new Set([
        "${kafka.bootstrap}",
        "${hologres.jdbcUrl}",
        "${hologres.user}",
        "${secret:hologres/writer}",
        "${adb.jdbcUrl}",
        "${adb.user}",
        "${secret:adb/writer}",
      ]),
    );
    expect(text).not.toMatch(/127\.0\.0\.1|localhost/);
  });

  it("writes each table to its topic and stores, and each read's bad records to its dead letters", () => {
    expect(render().inserts.map((insert) => insert.split("\n")[0])).toEqual([
      "INSERT INTO `_kafka`.`dim.zone`",
      "INSERT INTO `_adb`.`dwa.borough_minute`",
      "INSERT INTO `_hologres`.`dwa.borough_minute`",
      "INSERT INTO `_kafka`.`dwa.borough_minute`",
      "INSERT INTO `_kafka`.`dwf.trip`",
      "INSERT INTO `_kafka`.`dws.trip`",
      "INSERT INTO `_kafka`.`ods.trips`",
      "INSERT INTO `_dead`.`ods.trips`",
      "INSERT INTO `_dead`.`ods.zones`",
    ]);
  });

  it("survives a comment at the end of a SELECT and quotes in it", () => {
    const view = statement(
      render({ "dim/zone.yaml": ["FROM ods.zones", "FROM ods.zones -- it's all"] }),
      "CREATE TEMPORARY VIEW `dim`",
    );
    expect(view).toContain("-- it's all\n) AS t(");
  });

  it("declares every topic and store that the job touches", () => {
    const { contracts } = render();
    expect(contracts.topics.map((topic) => [topic.topic, topic.access, topic.partitions])).toEqual([
      ["dim.zone", "write", 2],
      ["dts.business.trips", "read", 2],
      ["dwa.borough_minute", "write", 2],
      ["dwf.trip", "write", 2],
      ["dws.trip", "write", 2],
      ["ods.trips", "write", 2],
      ["ods.trips.dlq", "write", 1],
      ["ods.zones", "read", 2],
      ["ods.zones.dlq", "write", 1],
    ]);
    expect(contracts.stores.map((store) => [store.system, store.schema, store.table])).toEqual([
      ["adb", null, "dwa_borough_minute"],
      ["hologres", "dwa", "borough_minute"],
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { readFacts } from "../../../../jobs/compiler/check/facts/read-facts";
import { parseSize, printSize } from "../../../../jobs/compiler/parse/size";
import { parseQuery } from "../../../../jobs/compiler/sql/parse-query";
import { compileChanged, found } from "../fixtures/warehouse";

function facts(sql: string) {
  const { query, errors } = parseQuery(sql);
  if (query === null) throw new Error(errors[0]?.message);
  return readFacts(query);
}

/** What a query keeps beyond a window: the operators in words. */
function keeps(sql: string): readonly string[] {
  return facts(sql)
    .operators.filter((one) => !one.keeps.every((flow) => flow.windowed) && one.times.length === 0)
    .map((one) => one.what);
}

describe("what a SELECT keeps", () => {
  it.each<readonly [string, readonly string[]]>([
    ["SELECT a FROM dws.x WHERE a > 1", []],
    ["SELECT COUNT(*) FROM dws.x", []],
    ["SELECT a, COUNT(*) FROM dws.x GROUP BY a", ["aggregation"]],
    ["SELECT DISTINCT a FROM dws.x", ["DISTINCT"]],
    ["SELECT a FROM dws.x UNION ALL SELECT a FROM dws.y", []],
    ["SELECT a FROM dws.x UNION SELECT a FROM dws.y", ["deduplicating UNION"]],
    ["SELECT a FROM dws.x EXCEPT SELECT a FROM dws.y", ["EXCEPT"]],
    ["SELECT x.a FROM dws.x x JOIN dim.y y ON x.a = y.a", ["join"]],
    ["SELECT x.a FROM dws.x x, dim.y y", ["cross join"]],
    ["SELECT x.a FROM dws.x x JOIN dim.y y ON x.a = y.a JOIN dim.z z ON z.a = x.a", ["join", "join"]],
    ["SELECT x.a FROM dws.x x JOIN dws.y y ON x.a = y.a AND x.t BETWEEN y.t - INTERVAL '1' HOUR AND y.t", []],
    [
      "SELECT x.a FROM dws.x x JOIN dws.y y ON x.a = y.a AND x.t >= y.t AND x.t < y.t + INTERVAL '1' HOUR",
      [],
    ],
    ["SELECT x.a FROM dws.x x JOIN dws.y y ON x.a = y.a AND x.t < y.t + INTERVAL '1' HOUR", ["join"]],
    ["SELECT x.a FROM dws.x x JOIN dim.y FOR SYSTEM_TIME AS OF x.t AS y ON x.a = y.a", []],
    ["SELECT a, v FROM dws.x CROSS JOIN UNNEST(list) AS u (v)", []],
    ["SELECT a FROM dws.x WHERE a IN (SELECT a FROM dws.y)", ["IN"]],
    ["SELECT a FROM dws.x WHERE EXISTS (SELECT a FROM dws.y)", ["subquery"]],
    ["SELECT a FROM dws.x WHERE a IN (1, 2)", []],
    [
      "SELECT window_start, COUNT(*) FROM TABLE(TUMBLE(TABLE dws.x, DESCRIPTOR(t), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end",
      [],
    ],
    [
      "SELECT TUMBLE_START(t, INTERVAL '1' MINUTE), COUNT(*) FROM dws.x GROUP BY TUMBLE(t, INTERVAL '1' MINUTE)",
      [],
    ],
    [
      "WITH w AS (SELECT * FROM TABLE(HOP(TABLE dws.x, DESCRIPTOR(t), INTERVAL '1' MINUTE, INTERVAL '5' MINUTE))) SELECT a, COUNT(*) FROM w GROUP BY window_end, a",
      [],
    ],
    [
      "SELECT a FROM (SELECT a, ROW_NUMBER() OVER (PARTITION BY a ORDER BY t DESC) AS n FROM dws.x) WHERE n = 1",
      ["ranking"],
    ],
    [
      "SELECT a FROM (SELECT a, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY t) AS n FROM TABLE(TUMBLE(TABLE dws.x, DESCRIPTOR(t), INTERVAL '1' MINUTE))) WHERE n < 4",
      [],
    ],
    ["SELECT SUM(a) OVER (PARTITION BY b ORDER BY t) FROM dws.x", ["OVER aggregation"]],
    [
      "SELECT SUM(a) OVER (PARTITION BY b ORDER BY t RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) FROM dws.x",
      [],
    ],
  ])("%s", (sql, expected) => {
    expect(keeps(sql)).toEqual(expected);
  });

  it("names the base tables behind common tables", () => {
    const { rows, operators } = facts(
      "WITH c AS (SELECT a FROM dws.x) SELECT c.a FROM c JOIN dim.y y ON y.a = c.a",
    );
    expect(rows.tables).toEqual(["dim.y", "dws.x"]);
    expect(operators[0]?.keeps.map((flow) => flow.tables)).toEqual([["dws.x"], ["dim.y"]]);
  });
});

describe("the estimate of state", () => {
  const table = (state: string) => ({
    "dwa/x.yaml": `doc: x\nowner: y\nstate: ${state}\ncolumns:\n  payment: STRING\n  trips: BIGINT NOT NULL\nkey: [payment]\nsql: SELECT payment, COUNT(*) FROM dwf.trip GROUP BY payment\n`,
  });
  const x = (changes: Parameters<typeof compileChanged>[0]) =>
    compileChanged(changes).diagnostics.filter((one) => one.file === "layers/dwa/x.yaml");

  it("is bounded by a ttl", () => {
    const codes = x(table("{ ttl: 1 day }")).map((one) => one.code);
    expect(codes).not.toContain("state/unbounded");
  });

  it("is rows times width: 1,000,000 × (32 + 8 + 64) bytes", () => {
    const [finding] = x(table("{ budget: 100 MB, keys: 1000000 }"));
    expect(finding?.message).toBe("The state is estimated at 104 MB, the budget is 100 MB.");
    expect(x(table("{ budget: 104 MB, keys: 1000000 }"))).toEqual([]);
  });

  it("takes the rows of what is read when none are declared, through every layer", () => {
    const keys = (count: number) =>
      ({
        "ods/trips.yaml": ["job: trip", `job: trip\nstate: { keys: ${count} }`],
        "ods/zones.yaml": ["job: zone", "job: zone\nstate: { keys: 300 }"],
      }) as const;
    expect(x({ ...table("{ budget: 1 MB }"), ...keys(1_000) })).toEqual([]);
    expect(x({ ...table("{ budget: 1 MB }"), ...keys(1_000_000) })[0]?.message).toContain("104 MB");
  });

  it("names the tables whose keys it needs", () => {
    expect(x(table("{ budget: 1 MB }"))[0]?.hint).toContain("ods.trips, ods.zones");
  });

  it("is not needed for an interval join of event times, but for one of other columns", () => {
    const visit = (column: string) => ({
      "dwf/x.yaml": `doc: x\nowner: y\ncolumns:\n  trip_id: BIGINT\nkey: [trip_id]\nsql: |\n  SELECT a.trip_id FROM dws.trip a JOIN dws.trip b ON a.trip_id = b.trip_id\n  AND a.${column} BETWEEN b.${column} - INTERVAL '1' HOUR AND b.${column}\n`,
      "dws/trip.yaml": ["job: trip", "job: trip\ntime: { column: dropoff_at }"] as const,
    });
    const codes = (changes: Parameters<typeof compileChanged>[0]) =>
      found(compileChanged(changes).diagnostics).filter((one) => one.startsWith("dwf/x.yaml"));
    expect(codes(visit("dropoff_at"))).toEqual([]);
    expect(
      codes({ ...visit("dropoff_at"), "dws/trip.yaml": ["job: trip", "job: trip\npartitions: 2"] }),
    ).toEqual(["dwf/x.yaml:7:41 state/unbounded"]);
  });

  it("waits until no error is left", () => {
    const changes = { ...table("{ budget: 1 MB }"), "dwf/trip.yaml": ["t.total", "t.totl"] } as const;
    expect(found(compileChanged(changes).diagnostics).map((one) => one.split(" ")[1])).toEqual([
      "sql/unknown-column",
    ]);
  });
});

describe("sizes", () => {
  it.each([
    ["500 MB", 500_000_000],
    ["1.5 GB", 1_500_000_000],
    [" 2 TB ", 2_000_000_000_000],
  ])("%s", (text, bytes) => {
    expect(parseSize(text)).toEqual({ bytes });
  });

  it.each(["2GB", "2 gb", "two GB", "-1 GB", "2", "", "9999999 GB", "1 XB"])("%j is none", (text) => {
    expect(parseSize(text)).toHaveProperty("error");
  });

  it.each([
    [999, "999 bytes"],
    [1_100_000_000, "1.1 GB"],
    [104_000_000, "104 MB"],
  ])("%d is printed %s", (bytes, text) => {
    expect(printSize(bytes)).toBe(text);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyzeQuery } from "../../../../jobs/compiler/sql/analyze-query";
import { parseQuery } from "../../../../jobs/compiler/sql/parse-query";
import { PLANNER_CATALOG } from "./planner-catalog";

function errorsOf(sql: string) {
  const { query, errors } = parseQuery(sql);
  return query === null ? errors : analyzeQuery(query, PLANNER_CATALOG).errors;
}

/** Each: SQL with the wrong part in [[ ]], the code, and words of the hint. */
const CASES: readonly (readonly [string, string, string])[] = [
  ["SELECT [[trip_idd]] FROM dws.trip", "sql/unknown-column", "Did you mean trip_id?"],
  ["SELECT [[TRIP_ID]] FROM dws.trip", "sql/unknown-column", "case-sensitive: write trip_id"],
  ["SELECT t.[[far]] FROM dws.trip AS t", "sql/unknown-column", "Did you mean fare?"],
  ["SELECT [[x]].fare FROM dws.trip AS t", "sql/unknown-table", "Tables here: t."],
  ["SELECT fare FROM [[dws.trips]]", "sql/unknown-table", "Did you mean dws.trip?"],
  ["SELECT fare FROM [[dws.Trip]]", "sql/unknown-table", "case-sensitive: write dws.trip"],
  ["SELECT fare FROM [[trip]]", "sql/unknown-table", "Write the layer too: dws.trip."],
  [
    "SELECT [[zone_id]] FROM dws.trip t JOIN dim.zone z ON t.zone_id = z.zone_id",
    "sql/ambiguous",
    "Write table.zone_id",
  ],
  ["SELECT [[UPER]](payment) FROM dws.trip", "sql/unknown-function", "Did you mean UPPER?"],
  ["SELECT [[UPPER(payment, 'a')]] FROM dws.trip", "sql/arguments", ""],
  ["SELECT [[fare + payment]] FROM dws.trip", "sql/type", "CAST the value to a number"],
  ["SELECT [[dropoff_at - pickup_at]] FROM dws.trip", "sql/type", "TIMESTAMPDIFF"],
  ["SELECT [[fare % 3]] FROM dws.trip", "sql/type", "MOD(a, b)"],
  ["SELECT fare FROM dws.trip WHERE [[fare]]", "sql/type", "Compare"],
  ["SELECT payment, [[fare]] FROM dws.trip GROUP BY payment", "sql/not-grouped", "MAX(fare)"],
  ["SELECT fare FROM dws.trip WHERE [[SUM(fare)]] > 1", "sql/aggregate", "HAVING"],
  ["SELECT SUM([[MAX(fare)]]) FROM dws.trip", "sql/aggregate", ""],
  ["SELECT fare [[dws]] . FROM dws.trip".replace("[[dws]] . ", "dws [[.]] "), "sql/syntax", ""],
  ["SELECT fare, [[FROM]] dws.trip", "sql/syntax", "Remove the comma"],
  ["SELECT [[value]] FROM dws.trip", "sql/syntax", "`value`"],
  ['SELECT [["]]fare" FROM dws.trip', "sql/syntax", "backticks"],
  ["SELECT fare FROM dws.trip WHERE payment = [[']]a", "sql/syntax", "Close it"],
  ["SELECT fare FROM dws.trip [[)]]", "sql/syntax", "never opened"],
  ["[[INSERT]] INTO a SELECT 1", "sql/syntax", "SELECT alone"],
  ["SELECT CAST(fare AS [[DATETIME]]) FROM dws.trip", "sql/syntax", "TIMESTAMP(3)"],
  ["SELECT a FROM dws.trip [[MATCH_RECOGNIZE]] (PATTERN (A))", "sql/unsupported", ""],
  ["SELECT [[NULL]] AS a FROM dws.trip", "sql/type", "CAST(NULL AS type)"],
  [
    "SELECT fare FROM TABLE(TUMBLE(TABLE dws.trip, DESCRIPTOR([[pickup]]), INTERVAL '1' DAY))",
    "sql/unknown-column",
    "",
  ],
  ["SELECT fare FROM dws.trip ORDER BY [[zz]]", "sql/unknown-column", ""],
  ["SELECT 1 AS a UNION ALL SELECT 1, 2", "sql/column-count", ""],
];

describe("errors", () => {
  it.each(CASES)("%s", (marked, code, hint) => {
    const offset = marked.indexOf("[[");
    const sql = marked.replace("[[", "").replace("]]", "");
    const errors = errorsOf(sql);
    expect(errors.map((error) => error.code)).toEqual([code]);
    expect(errors[0]?.hint).toContain(hint);
    if (offset < 0) return;
    const length = marked.indexOf("]]") - offset - 2;
    expect([errors[0]?.offset, errors[0]?.length]).toEqual([offset, length]);
  });

  it("gives all of them, by position, and none that only follows from another", () => {
    const errors = errorsOf(
      "SELECT aa, fare + payment, UPER(bb) FROM dws.trip WHERE cc = 1 AND zone_id IN (SELECT zz FROM dim.zon)",
    );
    expect(errors.map((error) => error.code)).toEqual([
      "sql/unknown-column",
      "sql/type",
      "sql/unknown-function",
      "sql/unknown-column",
      "sql/unknown-column",
      "sql/unknown-table",
    ]);
  });

  it("refuses nesting and chains that would end the call stack", () => {
    expect(errorsOf(`SELECT ${"(".repeat(50_000)}1`)[0]?.code).toBe("sql/too-deep");
    expect(errorsOf(`SELECT ${"1+".repeat(50_000)}1`)[0]?.code).toBe("sql/too-deep");
    expect(errorsOf(`${"SELECT 1 UNION ALL ".repeat(50_000)} SELECT 1`)[0]?.code).toBe("sql/too-deep");
    expect(errorsOf(`SELECT ${"NOT ".repeat(50_000)} TRUE`)[0]?.code).toBe("sql/too-deep");
    expect(errorsOf(`SELECT CAST(NULL AS ${"ARRAY<".repeat(50_000)}INT`)[0]?.code).toBe("sql/too-deep");
    expect(errorsOf(`SELECT ${"fare+".repeat(900)}1 AS a FROM dws.trip`)).toEqual([]);
  });
});

describe("what flows where", () => {
  function analysis(sql: string) {
    const { query } = parseQuery(sql);
    if (query === null) throw new Error("does not parse");
    return analyzeQuery(query, PLANNER_CATALOG);
  }

  it("knows the base columns that each value comes from", () => {
    const { columns, reads } = analysis(
      "WITH a AS (SELECT zone_id, SUM(fare + tip) AS s FROM dws.trip WHERE payment = 'x' GROUP BY zone_id) SELECT CASE WHEN s > 1 THEN z.borough ELSE z.name END AS c, s, COUNT(*) AS n FROM a JOIN dim.zone AS z ON a.zone_id = z.zone_id GROUP BY z.borough, z.name, s",
    );
    expect(
      columns.map((column) => column.origins.map((origin) => `${origin.table}.${origin.column}`)),
    ).toEqual([["dim.zone.borough", "dim.zone.name"], ["dws.trip.fare", "dws.trip.tip"], []]);
    expect(reads.map((read) => read.table)).toEqual(["dws.trip", "dim.zone"]);
  });
});

describe("any text", { timeout: 30_000 }, () => {
  const valid = [
    "SELECT a.b, COUNT(*) FILTER (WHERE c > 1) AS n FROM dws.t AS a JOIN dim.zone USING (zone_id) GROUP BY ROLLUP (a, b) HAVING n > 1 ORDER BY 1 LIMIT 3",
    "WITH q AS (SELECT * FROM TABLE(HOP(TABLE dws.trip, DESCRIPTOR(pickup_at), INTERVAL '1' MINUTE, INTERVAL '5' MINUTE))) SELECT CASE WHEN x IS NOT NULL THEN ARRAY[1][2] ELSE CAST(y AS ROW<a INT>) END FROM q",
    "SELECT JSON_VALUE(x, '$.a' RETURNING INT NULL ON EMPTY), x'00', `q`, -1.5e3 || 'it''s' /* c */ -- d\nFROM (VALUES (1, 'a')) AS v (a, b)",
  ];
  const words = valid.flatMap((sql) => sql.split(/(\W)/)).filter((word) => word !== "");

  function survives(text: string): void {
    const { query, errors } = parseQuery(text);
    expect(query === null).toBe(errors.length > 0);
    const all = query === null ? errors : analyzeQuery(query, PLANNER_CATALOG).errors;
    for (const error of all)
      expect(error.offset >= 0 && error.offset + error.length <= text.length).toBe(true);
  }

  it("never throws on random text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), survives), { numRuns: 300 });
  });

  it("never throws on shuffled words of valid queries", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (parts) =>
        survives(`SELECT ${parts.join(" ")}`),
      ),
      { numRuns: 800 },
    );
  });

  it("never throws on a valid query with a part cut out or doubled", () => {
    const cut = fc.tuple(fc.constantFrom(...valid), fc.nat(300), fc.nat(40), fc.boolean());
    fc.assert(
      fc.property(cut, ([sql, at, length, twice]) => {
        const part = sql.slice(at, at + length);
        survives(sql.slice(0, at) + (twice ? part + part : "") + sql.slice(at + length));
      }),
      { numRuns: 800 },
    );
  });
});

import { describe, expect, it } from "vitest";
import { compileSources } from "../../../../jobs/compiler/compile";
import { type Change, changed, compileChanged, found, planOf } from "../fixtures/warehouse";

const API = "apis/borough_minute.yaml";
const DWA = "dwa/borough_minute.yaml";
const DWF = "dwf/trip.yaml";
const DWS = "dws/trip.yaml";
const ODS = "ods/trips.yaml";
const SOURCE = "sources/business.yaml";

function findings(changes: Readonly<Record<string, Change>>): readonly string[] {
  return found(compileChanged(changes).diagnostics);
}

describe("the small warehouse", () => {
  it("has nothing wrong with it", () => {
    expect(findings({})).toEqual([]);
  });
});

describe("one check each", () => {
  const cases: readonly (readonly [string, Readonly<Record<string, Change>>, readonly string[]])[] = [
    ["source", { [ODS]: ["business.trips", "busines.trips"] }, [`${ODS}:3:9 source/unknown`]],
    ["source table", { [ODS]: ["business.trips", "business.trip"] }, [`${ODS}:3:9 source/unknown-table`]],
    [
      "source column",
      { [ODS]: ["job: trip", "job: trip\ncolumns:\n  trip_id: BIGINT\n  totl: INT"] },
      [`${ODS}:7:3 source/unknown-column`],
    ],
    [
      "source column type",
      { [ODS]: ["job: trip", "job: trip\ncolumns:\n  trip_id: INT"] },
      [`${ODS}:6:3 source/column-type`],
    ],
    [
      "source column null",
      { [ODS]: ["job: trip", "job: trip\ncolumns:\n  trip_id: BIGINT\n  total: DECIMAL(10,2) NOT NULL"] },
      [`${ODS}:7:3 source/column-null`],
    ],
    ["source key", { [ODS]: ["job: trip", "job: trip\nkey: [zone_id]"] }, [`${ODS}:5:6 source/key`]],
    ["source type", { [SOURCE]: ["payment: STRING", "payment: ARRAY<INT>"] }, [`${SOURCE}:12:7 source/type`]],
    [
      "source key column",
      { [SOURCE]: ["key: [trip_id]", "key: [trip]"] },
      [`${SOURCE}:7:11 key/unknown-column`],
    ],
    ["column type", { [DWF]: ["  phone: STRING", "  phone: MULTISET<INT>"] }, [`${DWF}:9:3 column/type`]],
    ["key column", { [DWA]: ["[borough, minute]", "[borough, minut]"] }, [`${DWA}:9:16 key/unknown-column`]],
    ["key type", { [DWA]: ["borough: STRING", "borough: DOUBLE"] }, [`${DWA}:9:7 key/type`]],
    [
      "key null",
      { [DWA]: ["borough: STRING", "borough: { type: STRING, nullable: true }"] },
      [`${DWA}:9:7 key/nullable`],
    ],
    ["key missing", { [DWS]: ["key: [trip_id]\n", ""] }, [`${DWS}:1:1 key/missing`]],
    [
      "time column",
      { [DWA]: ["{ column: minute }", "{ column: hour }"] },
      [`${DWA}:10:17 time/unknown-column`],
    ],
    ["time type", { [DWA]: ["{ column: minute }", "{ column: trips }"] }, [`${DWA}:10:17 time/type`]],
    ["store", { [DWA]: ["hologres", "hologre"] }, [`${DWA}:12:10 store/unknown`]],
    [
      "store type",
      { [DWA]: ["revenue: DECIMAL(18, 2) NOT NULL", "revenue: ARRAY<INT>"] },
      [`${DWA}:8:3 store/type`, `${DWA}:8:3 store/type`],
    ],
    [
      "store time",
      {
        [SOURCE]: ["TIMESTAMP(3)", "TIMESTAMP(0)"],
        [DWS]: ["TIMESTAMP(3)", "TIMESTAMP(0)"],
        [DWF]: ["TIMESTAMP(3)", "TIMESTAMP(0)"],
        [DWA]: ["TIMESTAMP(3)", "TIMESTAMP(0)"],
      },
      [`${DWA}:6:3 store/type`, `${DWA}:6:3 store/type`],
    ],
    ["store reserved word", { [DWA]: ["trips: BIGINT", "user: BIGINT"] }, [`${DWA}:7:3 store/reserved-name`]],
    ["layer", { [DWS]: ["ods.trips", "dwf.trip"] }, [`${DWS}:20:8 layer/reads`]],
    ["unknown table", { [DWS]: ["ods.trips", "ods.trip"] }, [`${DWS}:20:8 sql/unknown-table`]],
    ["unknown column", { [DWA]: ["SUM(total)", "SUM(totl)"] }, [`${DWA}:14:62 sql/unknown-column`]],
    ["SQL text", { [DWA]: ["GROUP BY", "GROUP"] }, [`${DWA}:17:3 sql/syntax`]],
    [
      "placeholder",
      { [DWA]: ["SELECT borough", "SELECT borough || '${secret:x}'"] },
      [`${DWA}:14:22 sql/placeholder`],
    ],
    ["count", { [DWA]: [", SUM(total)", ""] }, [`${DWA}:14:48 contract/column-count`]],
    ["count, too many", { [DWA]: ["SUM(total)", "SUM(total), 1"] }, [`${DWA}:14:70 contract/column-count`]],
    ["alias", { [DWA]: ["COUNT(*),", "COUNT(*) AS trip,"] }, [`${DWA}:14:48 contract/column-name`]],
    [
      "mixed-up columns",
      { [DWS]: ["    dropoff_at,\n    COALESCE(total, 0),", "    zone_id,\n    COALESCE(total, 0),"] },
      [`${DWS}:15:5 contract/column-name`],
    ],
    ["type", { [DWA]: ["SUM(total)", "CAST(SUM(total) AS STRING)"] }, [`${DWA}:14:58 contract/column-type`]],
    [
      "key type of the SELECT",
      { [DWS]: ["    trip_id,", "    CAST(1 AS INT),"] },
      [`${DWS}:14:5 contract/key-type`],
    ],
    ["null", { [DWS]: ["COALESCE(total, 0)", "total"] }, [`${DWS}:16:5 contract/column-null`]],
    [
      "null in a key",
      { [DWA]: ["WHERE dropoff_at IS NOT NULL", "WHERE TRUE"] },
      [`${DWA}:14:19 contract/column-null`],
    ],
    ["API table", { [API]: ["dwa.borough_minute", "dwa.borough_minut"] }, [`${API}:3:8 api/unknown-table`]],
    ["API store", { [API]: ["dwa.borough_minute", "dwf.trip"] }, [`${API}:3:8 api/store`]],
    ["API system", { [API]: ["limit:", "system: adb\nlimit:"] }, [`${API}:6:9 api/store`]],
    ["API filter", { [API]: ["borough: required", "boro: required"] }, [`${API}:4:12 api/unknown-field`]],
    ["API order", { [API]: ["-minute", "-minut"] }, [`${API}:5:8 api/unknown-field`]],
    ["API order in a list", { [API]: ["-minute", "[borough, -minut]"] }, [`${API}:5:18 api/unknown-field`]],
    ["API limit", { [API]: ["limit: 1000", "limit: { default: 10, max: 5 }"] }, [`${API}:6:8 api/limit`]],
    ["API timeout", { [API]: ["limit:", "timeout: 0 seconds\nlimit:"] }, [`${API}:6:10 api/timeout`]],
    ["API consumer", { [API]: ["dashboard:", "dashbord:"] }, [`${API}:8:3 api/unknown-consumer`]],
    [
      "API grant columns",
      { [API]: ["{ rows", "{ columns: [trps], rows"] },
      [`${API}:8:26 api/unknown-field`],
    ],
    ["API grant rows", { [API]: ["borough: [Queens", "boro: [Queens"] }, [`${API}:8:24 api/unknown-field`]],
  ];
  it.each(cases)("%s", (_what, changes, expected) => {
    expect(findings(changes).filter((one) => expected.includes(one))).toEqual(expected);
    expect(compileSources(changed(changes)).plan).toBeNull();
  });

  it("says nothing else about a small mistake", () => {
    expect(findings({ [DWA]: ["SUM(total)", "SUM(totl)"] })).toEqual([`${DWA}:14:62 sql/unknown-column`]);
    expect(findings({ [DWA]: ["COUNT(*),", "COUNT(*) AS trip,"] })).toEqual([
      `${DWA}:14:48 contract/column-name`,
    ]);
    expect(findings({ [ODS]: ["business.trips", "busines.trips"] })).toEqual([`${ODS}:3:9 source/unknown`]);
  });

  it("lets a plain column be renamed by its place", () => {
    const changes = { [DWA]: ["borough: STRING", "place: STRING"] as const };
    expect(findings(changes)).not.toContain(`${DWA}:14:10 contract/column-name`);
  });

  it("shows the way round a circle", () => {
    const zone = (from: string) =>
      `doc: x\nowner: y\ncolumns:\n  zone_id: BIGINT\nkey: [zone_id]\nsql: SELECT zone_id FROM ${from}\n`;
    const { diagnostics } = compileChanged({
      "dim/a.yaml": zone("dim.b"),
      "dim/b.yaml": zone("dim.c"),
      "dim/c.yaml": zone("dim.a"),
      "dim/self.yaml": zone("dim.self"),
    });
    expect(found(diagnostics)).toEqual(["dim/a.yaml:6:26 table/circle", "dim/self.yaml:6:26 table/circle"]);
    expect(diagnostics[0]?.message).toContain("dim.a → dim.b → dim.c → dim.a");
  });

  it("refuses topics that Kafka can't tell apart", () => {
    const table =
      "doc: x\nowner: y\ncolumns:\n  zone_id: BIGINT\nkey: [zone_id]\nsql: SELECT zone_id FROM ods.zones\n";
    expect(findings({ "dim/place.yaml": table, "dim/place_dlq.yaml": table })).toEqual([
      "dim/place_dlq.yaml:1:1 topic/name",
    ]);
  });

  it("refuses a name that is too long for a store", () => {
    const name = `a${"b".repeat(60)}`;
    const { diagnostics } = compileSources(
      changed({}).map((file) =>
        file.path.endsWith(DWA) ? { ...file, path: `layers/dwa/${name}.yaml` } : file,
      ),
    );
    expect(found(diagnostics)).toContain(`dwa/${name}.yaml:12:10 store/name-length`);
  });
});

describe("pii", () => {
  it("is inherited by what is computed from it, unless said otherwise", () => {
    const classification = (changes: Readonly<Record<string, Change>>) =>
      planOf(changes)
        .tables.find((table) => table.id === "dwf.trip")
        ?.columns.find((one) => one.name === "phone")?.classification;
    expect(classification({})).toBe("pii");
    expect(
      classification({ [DWS]: ["phone: STRING", "phone: { type: STRING, classification: internal }"] }),
    ).toBe("internal");
  });

  it("may not be filtered or ordered by without a grant that names it", () => {
    const withPii = {
      [DWA]: ["borough: STRING", "borough: { type: STRING, classification: pii }"],
    } as const;
    expect(findings(withPii)).toEqual([`${API}:4:12 api/pii`]);
    expect(findings({ ...withPii, [API]: ["{ rows", "{ columns: [borough, trips], rows"] })).toEqual([]);
  });
});

describe("warnings", () => {
  it.each<readonly [string, Readonly<Record<string, Change>>, string]>([
    [
      "an API that nobody may call",
      { [API]: "doc: x\nowner: y\ntable: dwa.borough_minute\n" },
      `${API}:1:1 api/no-grants`,
    ],
    [
      "a source table that nothing captures",
      { [SOURCE]: ["  zones:", "  other:\n    key: [a]\n    columns: { a: INT }\n  zones:"] },
      `${SOURCE}:15:3 source/unread`,
    ],
    [
      "a state time that has no effect",
      { [ODS]: ["job: trip", "job: trip\nstate: { ttl: 90 days }"] },
      `${ODS}:5:15 state/no-effect`,
    ],
  ])("%s", (_what, changes, expected) => {
    const { plan, diagnostics } = compileChanged(changes);
    expect(found(diagnostics)).toEqual([expected]);
    expect(diagnostics[0]?.severity).toBe("warning");
    expect(plan).not.toBeNull();
  });
});

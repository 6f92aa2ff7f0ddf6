import type { FindingCase } from "./model-cases";
import { API, DWA, DWF, DWS } from "./model-cases";

const dim = (from: string) =>
  `doc: x\nowner: y\ncolumns:\n  zone_id: BIGINT\nkey: [zone_id]\nsql: SELECT zone_id FROM ${from}\n`;

const dwa = (more: string) =>
  `doc: x\nowner: y\n${more}\ncolumns:\n  payment: STRING\n  trips: BIGINT NOT NULL\nkey: [payment]\nsql: SELECT payment, COUNT(*) FROM dwf.trip GROUP BY payment\n`;

const windowed =
  "doc: x\nowner: y\ncolumns:\n  minute: TIMESTAMP(3)\n  trips: BIGINT NOT NULL\nkey: [minute]\nsql: |\n  SELECT window_start, COUNT(*)\n  FROM TABLE(TUMBLE(TABLE dwf.trip, DESCRIPTOR(dropoff_at), INTERVAL '1' MINUTE))\n  GROUP BY window_start, window_end\n";

const versioned = (on: string) =>
  `doc: x\nowner: y\ncolumns:\n  trip_id: BIGINT\nkey: [trip_id]\nsql: |\n  SELECT t.trip_id\n  FROM dws.trip t\n  JOIN dim.zone FOR SYSTEM_TIME AS OF t.dropoff_at AS z ON ${on}\n`;

/** Mistakes in files, YAML and SQL, in state and event time, and in the comments that silence findings. */
export const FILE_CASES: readonly FindingCase[] = [
  // Files and YAML.
  ["folder", { "dwz/x.yaml": "doc: x\n" }, ["dwz/x.yaml:1:1 file/place"]],
  ["extension", { "dwa/x.yml": "doc: x\n" }, ["dwa/x.yml:1:1 file/extension"]],
  ["warehouse", { "warehouse.yaml": null }, ["warehouse.yaml:1:1 file/missing"]],
  ["metrics", { "metrics/gmv.yaml": "doc: x\n" }, ["metrics/gmv.yaml:1:1 kind/reserved"]],
  ["file name", { "dwa/Trips.yaml": "doc: x\n" }, ["dwa/Trips.yaml:1:1 name/invalid"]],
  ["duration", { [DWA]: ["freshness: 5 seconds", "freshness: 5s"] }, [`${DWA}:11:12 value/duration`]],
  ["size", { [DWA]: ["freshness:", "state: { budget: 2 gigs }\nfreshness:"] }, [`${DWA}:11:18 value/size`]],
  ["rate", { [API]: ["limit:", "rate: fast\nlimit:"] }, [`${API}:6:7 value/rate`]],
  ["name twice", { [DWA]: ["[borough, minute]", "[borough, borough]"] }, [`${DWA}:9:16 value/duplicate`]],
  ["unknown key", { [DWA]: ["owner:", "ownr:"] }, [`${DWA}:2:1 schema/unknown-key`]],
  ["no owner", { [DWA]: ["owner: growth\n", ""] }, [`${DWA}:1:1 schema/missing`]],
  ["kind of value", { [DWA]: ["freshness: 5 seconds", "freshness: 5"] }, [`${DWA}:11:12 schema/type`]],
  ["value", { [DWA]: ["freshness:", "lifecycle: manged\nfreshness:"] }, [`${DWA}:11:12 schema/value`]],
  ["range", { [DWA]: ["freshness:", "partitions: 0\nfreshness:"] }, [`${DWA}:11:13 schema/range`]],
  ["YAML", { [DWA]: ["[hologres, adb]", "[hologres, adb"] }, [`${DWA}:13:1 yaml/syntax`]],
  ["key twice", { [DWA]: ["owner: growth", "owner: growth\nowner: x"] }, [`${DWA}:3:1 yaml/duplicate-key`]],
  ["YAML key", { [DWA]: ["owner:", "1: x\nowner:"] }, [`${DWA}:2:1 yaml/key`]],
  ["anchor", { [DWA]: ["owner: growth", "owner: &a growth"] }, [`${DWA}:2:11 yaml/anchor`]],
  ["tag", { [DWA]: ["owner: growth", "owner: !!str growth"] }, [`${DWA}:2:14 yaml/tag`]],
  [
    "deep YAML",
    { [DWA]: ["owner: growth", `owner: ${"[".repeat(40)}${"]".repeat(40)}`] },
    [`${DWA}:2:40 yaml/too-deep`],
  ],
  [
    "no columns",
    { "dwa/x.yaml": "doc: x\nowner: y\ncolumns: {}\nkey: [a]\nsql: SELECT 1\n" },
    ["dwa/x.yaml:3:10 column/none"],
  ],
  // SQL.
  [
    "SQL that is not read",
    { [DWA]: ["FROM dwf.trip", "FROM dwf.trip TABLESAMPLE SYSTEM (10)"] },
    [`${DWA}:15:17 sql/unsupported`],
  ],
  [
    "deep SQL",
    { [DWA]: ["SUM(total)", `SUM(${"(".repeat(500)}total${")".repeat(500)})`] },
    [`${DWA}:14:260 sql/too-deep`],
  ],
  ["function", { [DWA]: ["SUM(total)", "SUMM(total)"] }, [`${DWA}:14:58 sql/unknown-function`]],
  ["ambiguous", { [DWF]: ["SELECT t.trip_id", "SELECT zone_id"] }, [`${DWF}:13:10 sql/ambiguous`]],
  ["alias twice", { [DWF]: ["JOIN dim.zone z", "JOIN dim.zone t"] }, [`${DWF}:15:13 sql/duplicate`]],
  ["arguments", { [DWS]: ["LOWER(payment)", "LOWER(payment, 1)"] }, [`${DWS}:17:14 sql/arguments`]],
  [
    "operand",
    { [DWA]: ["WHERE dropoff_at IS NOT NULL", "WHERE dropoff_at + TRUE"] },
    [`${DWA}:16:9 sql/type`],
  ],
  ["not grouped", { [DWA]: ["COUNT(*)", "payment"] }, [`${DWA}:14:48 sql/not-grouped`]],
  [
    "aggregate",
    { [DWA]: ["WHERE dropoff_at IS NOT NULL", "WHERE COUNT(*) > 1"] },
    [`${DWA}:16:9 sql/aggregate`],
  ],
  [
    "union",
    { [DWS]: ["FROM ods.trips", "FROM ods.trips UNION ALL SELECT trip_id FROM ods.trips"] },
    [`${DWS}:13:3 sql/column-count`],
  ],
  ["window that is not there", { [DWA]: ["SUM(total)", "SUM(total) OVER w"] }, [`${DWA}:14:74 sql/position`]],
  // The whole model.
  ["circle", { "dim/a.yaml": dim("dim.a") }, ["dim/a.yaml:6:26 table/circle"]],
  [
    "topics",
    { "dim/place.yaml": dim("ods.zones"), "dim/place_dlq.yaml": dim("ods.zones") },
    ["dim/place_dlq.yaml:1:1 topic/name"],
  ],
  [
    "long name",
    { [`dwa/a${"b".repeat(60)}.yaml`]: dwa("stores: [hologres]") },
    [`dwa/a${"b".repeat(60)}.yaml:3:10 store/name-length`],
  ],
  [
    "unused column",
    { [DWF]: ["columns: # strata-ignore column/unused: read from the topic", "columns:"] },
    [`${DWF}:4:1 column/unused`],
  ],
  [
    "state for ever",
    { [DWF]: [" # strata-ignore state/unbounded: the tests feed few rows", ""] },
    [`${DWF}:15:13 state/unbounded`],
  ],
  [
    "state of unknown size",
    { "dwa/x.yaml": dwa("state: { budget: 1 GB }") },
    ["dwa/x.yaml:3:18 state/unknown-size"],
  ],
  [
    "state over its budget",
    { "dwa/x.yaml": dwa("state: { budget: 1 MB, keys: 1000000 }") },
    ["dwa/x.yaml:3:18 state/over-budget"],
  ],
  ["window without time", { "dwa/x.yaml": windowed }, ["dwa/x.yaml:9:48 time/missing"]],
  [
    "version not by its key",
    { "dwf/x.yaml": versioned("z.borough = t.payment") },
    ["dwf/x.yaml:9:8 join/version-key"],
  ],
  [
    "version without time",
    { "dwf/x.yaml": versioned("z.zone_id = t.zone_id") },
    ["dwf/x.yaml:9:8 join/version-time"],
  ],
  // Silencing.
  [
    "no reason",
    { [DWA]: ["owner: growth", "owner: growth # strata-ignore state/unbounded"] },
    [`${DWA}:2:15 ignore/no-reason`],
  ],
  [
    "no such check",
    { [DWA]: ["owner: growth", "owner: growth # strata-ignore state/unbound: x"] },
    [`${DWA}:2:15 ignore/unknown`],
  ],
  [
    "nothing to silence",
    { [DWA]: ["owner: growth", "owner: growth # strata-ignore column/unused: x"] },
    [`${DWA}:2:15 ignore/unused`],
  ],
  [
    "an error",
    { [DWA]: ["owner: growth", "owner: growth # strata-ignore sql/syntax: x"] },
    [`${DWA}:2:15 ignore/error`],
  ],
];

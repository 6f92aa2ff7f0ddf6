import type { Change } from "../fixtures/warehouse";

/** A change of the small warehouse and findings that it must lead to, as `file:line:column check`. */
export type FindingCase = readonly [
  what: string,
  changes: Readonly<Record<string, Change>>,
  expected: readonly string[],
];

export const API = "apis/borough_minute.yaml";
export const DWA = "dwa/borough_minute.yaml";
export const DWF = "dwf/trip.yaml";
export const DWS = "dws/trip.yaml";
export const ODS = "ods/trips.yaml";
export const SOURCE = "sources/business.yaml";

/** Mistakes in what tables, SELECTs, sources and APIs say of each other: each leaves no Plan. */
export const MODEL_CASES: readonly FindingCase[] = [
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
  ["API grant columns", { [API]: ["{ rows", "{ columns: [trps], rows"] }, [`${API}:8:26 api/unknown-field`]],
  ["API grant rows", { [API]: ["borough: [Queens", "boro: [Queens"] }, [`${API}:8:24 api/unknown-field`]],
  [
    "API filter of pii",
    { [DWA]: ["borough: STRING", "borough: { type: STRING, classification: pii }"] },
    [`${API}:4:12 api/pii`],
  ],
];

/** What someone should look at; the Plan is made. */
export const WARNING_CASES: readonly FindingCase[] = [
  [
    "an API that nobody may call",
    { [API]: "doc: x\nowner: y\ntable: dwa.borough_minute\n" },
    [`${API}:1:1 api/no-grants`],
  ],
  [
    "a source table that nothing captures",
    { [SOURCE]: ["  zones:", "  other:\n    key: [a]\n    columns: { a: INT }\n  zones:"] },
    [`${SOURCE}:15:3 source/unread`],
  ],
  [
    "a state time that has no effect",
    { [ODS]: ["job: trip", "job: trip\nstate: { ttl: 90 days }"] },
    [`${ODS}:5:15 state/no-effect`],
  ],
];

import { describe, expect, it } from "vitest";
import type { ChangeClass } from "../../../../jobs/compiler/change/change-class";
import type { ChangeReport, ResumeKind, TableChange } from "../../../../jobs/compiler/change/change-report";
import { classify } from "../../../../jobs/compiler/change/classify";
import { type Change, planOf } from "../fixtures/warehouse";

const COLUMNS =
  "  borough: STRING NOT NULL\nkey: [zone_id]\nsql: |\n  SELECT zone_id, COALESCE(borough, 'Unknown')\n";
const MORE_COLUMNS =
  "  borough: STRING NOT NULL\n  twice: BIGINT\nkey: [zone_id]\nsql: |\n  SELECT zone_id, COALESCE(borough, 'Unknown'), zone_id * 2 AS twice\n";

type Changes = Readonly<Record<string, Change>>;

const BY_PAYMENT = `doc: Trips by the way of payment.
owner: growth
columns:
  payment: STRING
  trips: BIGINT NOT NULL
key: [payment]
sql: SELECT payment, COUNT(*) FROM dwf.trip GROUP BY payment
`;
const OTHER_JOB: Changes = { "dwa/payment.yaml": BY_PAYMENT };

function report(changes: Changes, before: Changes = {}): ChangeReport {
  return classify(planOf(before), planOf({ ...before, ...changes }));
}

function of(changes: ChangeReport, table: string): TableChange {
  const found = changes.tables.find((one) => one.table === table);
  if (found === undefined) throw new Error(`${table} is not in the report`);
  return found;
}

/** What changes, the table to look at, its class and how its job goes on. */
const KINDS: readonly (readonly [string, Changes, string, ChangeClass, ResumeKind])[] = [
  ["nothing", {}, "dws.trip", "no-change", "nothing-to-do"],
  ["a doc", { "dws/trip.yaml": ["Trips, cleaned", "Clean trips"] }, "dws.trip", "metadata", "nothing-to-do"],
  ["an owner", { "dws/trip.yaml": ["platform", "growth"] }, "dws.trip", "metadata", "nothing-to-do"],
  [
    "a doc of a column",
    { "dws/trip.yaml": ["phone: STRING", "phone: { type: STRING, doc: Dialled. }"] },
    "dws.trip",
    "metadata",
    "nothing-to-do",
  ],
  [
    "freshness",
    { "dwa/borough_minute.yaml": ["5 seconds", "9 seconds"] },
    "dwa.borough_minute",
    "metadata",
    "nothing-to-do",
  ],
  [
    "a lifecycle",
    { "dws/trip.yaml": ["job: trip", "job: trip\nlifecycle: managed"] },
    "dws.trip",
    "metadata",
    "nothing-to-do",
  ],
  ["a table in a job of its own", OTHER_JOB, "dwa.payment", "additive", "new-job"],
  [
    "a table that joins a running job",
    { "dwa/payment.yaml": `job: trip\n${BY_PAYMENT}` },
    "dwa.payment",
    "state-breaking",
    "fresh-start",
  ],
  [
    "white space, comments and keywords",
    { "dws/trip.yaml": ["  SELECT\n", "  -- every trip\n  select\n"] },
    "dws.trip",
    "state-compatible",
    "savepoint",
  ],
  [
    "a column that may be null",
    {
      "dws/trip.yaml": ["payment: STRING NOT NULL", "payment: STRING"],
      "dwf/trip.yaml": ["payment: STRING NOT NULL", "payment: STRING"],
    },
    "dws.trip",
    "state-compatible",
    "savepoint",
  ],
  [
    "partitions of a topic that nobody reads",
    { "dwa/borough_minute.yaml": ["job: trip", "job: trip\npartitions: 4"] },
    "dwa.borough_minute",
    "state-compatible",
    "savepoint",
  ],
  [
    "partitions of a topic that is read",
    { "ods/zones.yaml": ["job: zone", "job: zone\npartitions: 4"] },
    "ods.zones",
    "destructive",
    "fresh-start",
  ],
  [
    "fewer partitions",
    { "dwa/borough_minute.yaml": ["job: trip", "job: trip\npartitions: 1"] },
    "dwa.borough_minute",
    "destructive",
    "savepoint",
  ],
  [
    "state of a table whose job keeps state longer",
    { "dwa/borough_minute.yaml": ["job: trip", "job: trip\nstate: { ttl: 200 days }"] },
    "dwa.borough_minute",
    "metadata",
    "nothing-to-do",
  ],
  [
    "an expression",
    { "dim/zone.yaml": ["'Unknown'", "'Nowhere'"] },
    "dim.zone",
    "state-breaking",
    "fresh-start",
  ],
  [
    "an aggregate",
    { "dwa/borough_minute.yaml": ["SUM(total)", "SUM(total + 1)"] },
    "dwa.borough_minute",
    "state-breaking",
    "fresh-start",
  ],
  [
    "a filter",
    { "dwa/borough_minute.yaml": ["IS NOT NULL", "IS NOT NULL AND total > 0"] },
    "dwa.borough_minute",
    "state-breaking",
    "fresh-start",
  ],
  [
    "a table beside it in its job",
    { "dim/zone.yaml": ["'Unknown'", "'Nowhere'"] },
    "ods.trips",
    "state-breaking",
    "fresh-start",
  ],
  [
    "a table of another job",
    { "dim/zone.yaml": ["'Unknown'", "'Nowhere'"] },
    "ods.zones",
    "no-change",
    "nothing-to-do",
  ],
  [
    "another job",
    { "ods/zones.yaml": ["job: zone", "job: trip"] },
    "ods.zones",
    "state-breaking",
    "fresh-start",
  ],
  ["a new column", { "dim/zone.yaml": [COLUMNS, MORE_COLUMNS] }, "dim.zone", "state-breaking", "fresh-start"],
  [
    "a key",
    { "dwa/borough_minute.yaml": ["key: [borough, minute]", "key: [minute, borough]"] },
    "dwa.borough_minute",
    "destructive",
    "fresh-start",
  ],
  [
    "a store more",
    { "dws/trip.yaml": ["job: trip", "job: trip\nstores: [hologres]"] },
    "dws.trip",
    "state-breaking",
    "fresh-start",
  ],
  [
    "a store less",
    { "dwa/borough_minute.yaml": ["[hologres, adb]", "[hologres]"] },
    "dwa.borough_minute",
    "destructive",
    "fresh-start",
  ],
  [
    "a table less",
    { "dwa/borough_minute.yaml": null, "apis/borough_minute.yaml": null },
    "dwa.borough_minute",
    "destructive",
    "stops",
  ],
];

describe("the class of a change", () => {
  it.each(KINDS)("%s", (_, changes, table, expected, resume) => {
    const found = of(report(changes), table);
    expect([found.class, found.resume.kind]).toEqual([expected, resume]);
    if (expected !== "no-change") expect(found.why).toMatch(/^\S.*\.$/);
  });

  it("is one for every table, and the report's is the worst", () => {
    const found = report({ ...OTHER_JOB, "dim/zone.yaml": ["'Unknown'", "'Nowhere'"] });
    expect(found.tables.map((one) => one.table)).toEqual([
      "dim.zone",
      "dwa.borough_minute",
      "dwa.payment",
      "dwf.trip",
      "dws.trip",
      "ods.trips",
      "ods.zones",
    ]);
    expect(found.class).toBe("state-breaking");
    expect(Object.isFrozen(found.tables[0]?.reaches.columns)).toBe(true);
  });

  it("names what makes the job start anew, and what only shares the job", () => {
    const found = report({ "dim/zone.yaml": ["'Unknown'", "'Nowhere'"] });
    expect(of(found, "dim.zone")).toMatchObject({ carried: false });
    expect(of(found, "ods.trips")).toMatchObject({
      carried: true,
      why: "It shares job trip, and a job takes over all of its state or none: dim.zone can't.",
      backfill: "All rows; they come out as they are.",
      resume: { topics: ["dts.business.trips", "ods.zones"] },
    });
    expect(found.mustName).toEqual(["job-trip"]);
  });

  it("follows other rows into whatever reads the table: jobs, stores and APIs", () => {
    const found = report(
      { "dws/trip.yaml": ["FROM ods.trips", "FROM ods.trips\n  WHERE total > 0"] },
      OTHER_JOB,
    );
    expect(of(found, "dws.trip").reaches).toMatchObject({
      tables: ["dwa.borough_minute", "dwa.payment", "dwf.trip"],
      jobs: ["dwa_payment", "trip"],
      stores: ["adb:dwa.borough_minute", "hologres:dwa.borough_minute"],
      apis: ["borough_minute"],
    });
    expect(of(found, "dwa.payment").class).toBe("no-change");
  });

  it("follows other values only into the columns that come from them", () => {
    const reaches = (changes: Changes) => of(report(changes, OTHER_JOB), "dws.trip").reaches;
    expect(reaches({ "dws/trip.yaml": ["COALESCE(LOWER(payment)", "COALESCE(UPPER(payment)"] })).toEqual({
      columns: ["dwa.payment.payment", "dwa.payment.trips", "dws.trip.payment", "dwf.trip.payment"].sort(),
      tables: ["dwa.payment", "dwf.trip"],
      jobs: ["dwa_payment", "trip"],
      stores: [],
      apis: [],
    });
    expect(reaches({ "dws/trip.yaml": ["COALESCE(total, 0)", "COALESCE(total, 1)"] })).toMatchObject({
      columns: ["dwa.borough_minute.revenue", "dwf.trip.total", "dws.trip.total"],
      apis: ["borough_minute"],
    });
  });
});

describe("a reader in another job", () => {
  it("starts anew even for a column that it does not use", () => {
    const dwf = planOf(OTHER_JOB).tables.find((table) => table.id === "dwf.trip");
    const text = `doc: Trips with their boroughs.
owner: platform
job: trip
columns:
${dwf?.columns.map((column) => `  ${column.name}: ${column.type}${column.nullable ? "" : " NOT NULL"}`).join("\n")}
  night: BOOLEAN
key: [trip_id]
sql: |
  ${dwf?.sql?.replace("'Unknown')", "'Unknown'), EXTRACT(HOUR FROM t.dropoff_at) < 6 AS night").replaceAll("\n", "\n  ")}
`;
    const found = report({ "dwf/trip.yaml": text }, OTHER_JOB);
    expect(of(found, "dwf.trip")).toMatchObject({ class: "state-breaking", carried: false });
    expect(of(found, "dwa.payment")).toMatchObject({
      class: "state-breaking",
      carried: false,
      why: "The source of dwf.trip in job dwa_payment has other columns, used or not.",
      resume: { kind: "fresh-start", topics: ["dwf.trip"] },
    });
  });
});

describe("what must be named", () => {
  it("is a table that goes and the job that loses state, but nothing for a managed table with a job of its own", () => {
    const gone = { "dwa/payment.yaml": null };
    expect(report(gone, OTHER_JOB).mustName).toEqual(["dwa.payment"]);
    const managed: Changes = { "dwa/payment.yaml": `lifecycle: managed\n${BY_PAYMENT}` };
    const found = report(gone, managed);
    expect(of(found, "dwa.payment").class).toBe("destructive");
    expect(found.mustName).toEqual([]);
    expect(report({ "dwa/borough_minute.yaml": null, "apis/borough_minute.yaml": null }).mustName).toEqual([
      "dwa.borough_minute",
      "job-trip",
    ]);
  });

  it("does not take a rename for one", () => {
    const found = report({ "dwa/payment.yaml": null, "dwa/by_payment.yaml": BY_PAYMENT }, OTHER_JOB);
    expect(of(found, "dwa.by_payment").class).toBe("additive");
    expect(of(found, "dwa.payment")).toMatchObject({
      class: "destructive",
      why: "It goes, and its topic is deleted with all rows (a rename is not guessed: dwa.by_payment has the same columns and fills itself).",
    });
  });
});

describe("callers", () => {
  it.each([
    ["a doc", ["Live trips of", "Trips of"], "metadata"],
    ["a higher limit", ["limit: 1000", "limit: 2000"], "compatible"],
    ["a lower limit", ["limit: 1000", "limit: 10"], "breaking"],
    ["a filter less", ["{ borough: required, minute: range }", "{ borough: required }"], "breaking"],
    ["fewer rows for a consumer", ["[Queens, Bronx]", "[Queens]"], "breaking"],
    ["another order", ["order: -minute", "order: minute"], "breaking"],
  ] as const)("%s", (_, change, kind) => {
    const found = report({ "apis/borough_minute.yaml": change });
    expect(found.surface.map((one) => [one.subject, one.kind])).toEqual([["api borough_minute", kind]]);
    expect(found.class).toBe("no-change");
  });
});

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile, compileSources } from "../../../../jobs/compiler/compile";
import { canonicalJson } from "../../../../jobs/compiler/plan/canonical-json";
import { changed, compileChanged, planOf, RIDES, RIDES_ROOT } from "../fixtures/warehouse";

describe("the Plan", () => {
  it("is the golden one", async () => {
    const text = `${JSON.stringify(JSON.parse(canonicalJson(planOf())), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(join(RIDES_ROOT, "plan.golden"));
  });

  it("is the same when files are read from a folder", () => {
    expect(compile(RIDES_ROOT).plan?.hash).toBe(planOf().hash);
  });

  it("has the same bytes whatever the order of the files and the ends of their lines", () => {
    const expected = canonicalJson(planOf());
    const reversed = [...RIDES].reverse();
    const windows = reversed.map((file) => ({
      ...file,
      text: `\ufeff${file.text.replaceAll("\n", "\r\n")}`,
    }));
    expect(canonicalJson(compileSources(reversed).plan)).toBe(expected);
    expect(canonicalJson(compileSources(windows).plan)).toBe(expected);
  });

  it("is the same when keys and lists without order are written otherwise", () => {
    const plan = planOf({
      "dwa/borough_minute.yaml": ["stores: [hologres, adb]", "stores: [adb, hologres]"],
      "apis/borough_minute.yaml": [
        "{ borough: required, minute: range }",
        "{ minute: range, borough: required }",
      ],
    });
    expect(plan.hash).toBe(planOf().hash);
  });

  it("changes the hash of a table alone, and the deep hash of all that reads it", () => {
    const before = planOf();
    const after = planOf({ "dim/zone.yaml": ["'Unknown'", "'Nowhere'"] });
    const changedBy = (hash: "hash" | "deepHash") =>
      after.tables
        .filter((table) => table[hash] !== before.tables.find((one) => one.id === table.id)?.[hash])
        .map((one) => one.id);
    expect(changedBy("hash")).toEqual(["dim.zone"]);
    expect(changedBy("deepHash")).toEqual(["dim.zone", "dwa.borough_minute", "dwf.trip"]);
    expect(after.hash).not.toBe(before.hash);
  });

  it("keeps a job's own hash when only a doc changes", () => {
    const job = (plan: ReturnType<typeof planOf>) => plan.jobs.find((one) => one.name === "trip")?.hash;
    expect(job(planOf({ "dws/trip.yaml": ["doc: Trips, cleaned.", "doc: Trips."] }))).toBe(job(planOf()));
  });

  it("gives a table that is added its own job and leaves the others as they are", () => {
    const before = planOf();
    const after = planOf({
      "dwa/payment.yaml":
        "doc: x\nowner: y\ncolumns:\n  payment: STRING\n  trips: BIGINT NOT NULL\nkey: [payment]\nsql: SELECT payment, COUNT(*) FROM dwf.trip GROUP BY payment\n",
    });
    expect(after.jobs.map((job) => job.name)).toEqual(["dwa_payment", "trip", "zone"]);
    expect(after.jobs.filter((job) => job.name !== "dwa_payment")).toEqual(before.jobs);
    expect(after.jobs[0]?.reads).toMatchObject([
      { table: "dwf.trip", topic: "dwf.trip", encoding: "envelope", deadLetterTopic: "dwf.trip.dlq" },
    ]);
    const added = after.topics
      .map((topic) => topic.name)
      .filter((name) => !before.topics.some((one) => one.name === name));
    expect(added).toEqual(["dwa.payment", "dwf.trip.dlq"]);
  });

  it("keeps dead letters as carefully as the tables for whose sake they are read", () => {
    const lifecycle = (line: string) => {
      const text = `doc: x\nowner: y\n${line}columns:\n  payment: STRING\n  trips: BIGINT\nkey: [payment]\nsql: SELECT payment, COUNT(*) FROM dwf.trip GROUP BY payment\n`;
      const plan = planOf({ "dwa/payment.yaml": text });
      const of = (name: string) => plan.topics.find((topic) => topic.name === name)?.lifecycle;
      return [of("dwf.trip.dlq"), of("dwf.trip"), of("ods.trips.dlq")];
    };
    expect(lifecycle("lifecycle: managed\n")).toEqual(["managed", "protected", "protected"]);
    expect(lifecycle("")).toEqual(["protected", "protected", "protected"]);
  });

  it("reads a captured table from the source's changes in its own job, from its topic in others", () => {
    const [trip, zone] = planOf().jobs;
    expect(trip?.reads.map((read) => [read.table, read.topic, read.encoding, read.recordTable])).toEqual([
      ["ods.trips", "dts.business.trips", "canal", "shop.trips"],
      ["ods.zones", "ods.zones", "envelope", "ods.zones"],
    ]);
    expect(zone?.reads.map((read) => [read.table, read.topic, read.encoding])).toEqual([
      ["ods.zones", "dts.business.zones", "canal"],
    ]);
    expect(trip?.views.map((view) => view.table)).toEqual([
      "dim.zone",
      "dws.trip",
      "dwf.trip",
      "dwa.borough_minute",
    ]);
  });

  it("ends an API's order with the whole key", () => {
    expect(planOf().apis[0]?.order).toEqual([
      { field: "minute", direction: "desc" },
      { field: "borough", direction: "asc" },
    ]);
  });

  it("gives an API an id of its own for each name and table", () => {
    const id = (files: Parameters<typeof compileChanged>[0]) => compileChanged(files).plan?.apis[0]?.id;
    const own = id({});
    expect(own).toMatch(/^api_[0-9a-z]{12}$/);
    expect(id({ "apis/borough_minute.yaml": ["limit: 1000", "limit: 10"] })).toBe(own);
    expect(id({ "warehouse.yaml": ["rides", "other"] })).not.toBe(own);
    const renamed = changed({}).map((file) =>
      file.path.includes("/apis/") ? { ...file, path: "layers/apis/other.yaml" } : file,
    );
    expect(compileSources(renamed).plan?.apis[0]?.id).not.toBe(own);
  });

  it("keeps a job's state as long as the table that needs it longest", () => {
    const ttl = (a: string, b: string) => {
      const with90 = planOf({
        "ods/zones.yaml": ["job: zone", `job: zone\nstate: { ttl: ${a} }`],
        "dwa/borough_minute.yaml": ["job: trip", `job: zone\nstate: { ttl: ${b} }`],
      });
      return with90.jobs.find((job) => job.name === "zone")?.stateTtlMs;
    };
    expect(ttl("1 day", "2 days")).toBe(172_800_000);
    expect(ttl("1 day", "0 days")).toBe(0);
  });
});

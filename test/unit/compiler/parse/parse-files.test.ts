import { describe, expect, it } from "vitest";
import { compileChanged, found } from "../fixtures/warehouse";

const API = "apis/borough_minute.yaml";
const DWA = "dwa/borough_minute.yaml";

/** What is found when one text of one file is replaced by another. */
function findings(file: string, from: string, to: string): readonly string[] {
  return found(compileChanged({ [file]: [from, to] }).diagnostics);
}

function first(file: string, from: string, to: string): { readonly message: string; readonly hint: string } {
  const [one] = compileChanged({ [file]: [from, to] }).diagnostics;
  return { message: one?.message ?? "", hint: one?.hint ?? "" };
}

describe("a layer file that is not right", () => {
  it.each([
    ["unknown key", DWA, "freshness:", "freshnes:", `${DWA}:11:1 schema/unknown-key`],
    ["misspelt key that must be there", DWA, "owner:", "ownr:", `${DWA}:2:1 schema/unknown-key`],
    ["missing key", DWA, "owner: growth\n", "", `${DWA}:1:1 schema/missing`],
    ["wrong kind of value", DWA, "freshness: 5 seconds", "freshness: 5", `${DWA}:11:12 schema/type`],
    ["value out of a list", DWA, "freshness: 5 seconds", "lifecycle: protectd", `${DWA}:11:12 schema/value`],
    ["number out of range", DWA, "freshness: 5 seconds", "partitions: 0", `${DWA}:11:13 schema/range`],
    ["not a duration", DWA, "5 seconds", "5 secs", `${DWA}:11:12 value/duration`],
    ["not a type", DWA, "BIGINT NOT NULL", "BIGNT", `${DWA}:7:10 column/type`],
    ["column name", DWA, "trips: BIGINT", "Trips: BIGINT", `${DWA}:7:3 name/invalid`],
    ["name twice in a list", DWA, "[hologres, adb]", "[adb, adb]", `${DWA}:12:15 value/duplicate`],
    ["tab", DWA, "  borough: STRING", "\tborough: STRING", `${DWA}:5:1 yaml/syntax`],
    ["key twice", DWA, "owner: growth", "owner: a\nowner: growth", `${DWA}:3:1 yaml/duplicate-key`],
    ["anchor", DWA, "owner: growth", "owner: &o growth", `${DWA}:2:11 yaml/anchor`],
    ["merge", DWA, "owner: growth", "owner: growth\n<<: { a: b }", `${DWA}:3:1 yaml/anchor`],
    ["tag", DWA, "owner: growth", "owner: !!binary growth", `${DWA}:2:17 yaml/tag`],
    ["key that is no text", DWA, "owner: growth", "owner: growth\n1: x", `${DWA}:3:1 yaml/key`],
    ["bracket not closed", DWA, "[borough, minute]", "[borough, minute", `${DWA}:10:1 yaml/syntax`],
    ["two documents", DWA, "owner: growth", "owner: growth\n---\na: b", `${DWA}:3:1 yaml/syntax`],
    [
      "no columns",
      "sources/business.yaml",
      "columns:\n      zone_id: BIGINT\n      borough: STRING",
      "columns: {}",
      "sources/business.yaml:17:14 column/none",
    ],
    ["empty SQL", DWA, "sql: |", 'sql: " "\nx: |', `${DWA}:13:6 schema/value`],
    ["order", API, "-minute", "- minute", `${API}:5:8 yaml/syntax`],
    ["filter", API, "minute: range", "minute: rnge", `${API}:4:39 schema/type`],
    ["rate", API, "limit: 1000", "rate: 600", `${API}:6:7 schema/type`],
    ["rate words", API, "limit: 1000", "rate: 600 per year", `${API}:6:7 value/rate`],
    ["table id", API, "dwa.borough_minute", "borough_minute", `${API}:3:8 name/invalid`],
    ["source table", "ods/trips.yaml", "business.trips", "trips", "ods/trips.yaml:3:9 name/invalid"],
    ["engine", "sources/business.yaml", "mysql", "oracle", "sources/business.yaml:3:9 schema/value"],
  ])("%s", (_what, file, from, to, expected) => {
    expect(findings(file, from, to)).toContain(expected);
  });

  it("suggests the nearest key, value and type", () => {
    expect(first(DWA, "freshness:", "freshnes:").hint).toBe('Did you mean "freshness"?');
    expect(first(DWA, "freshness: 5 seconds", "lifecycle: protectd").hint).toBe('Did you mean "protected"?');
    expect(first(DWA, "BIGINT NOT NULL", "BIGNT").hint).toBe("Did you mean BIGINT?");
  });

  it("says what to do about a type that YAML cut at its comma", () => {
    const { hint } = first(
      "dwf/trip.yaml",
      "  borough: STRING NOT NULL",
      "  borough: { type: DECIMAL(18, 2) }",
    );
    expect(hint).toContain("in quotes");
  });

  it("says one thing about one misspelt key, and still checks the rest of the file", () => {
    const { diagnostics } = compileChanged({ [DWA]: ["owner: growth", "ownr: growth\nkey: [boroug]"] });
    expect(found(diagnostics).filter((one) => one.includes("2:1"))).toEqual([
      `${DWA}:2:1 schema/unknown-key`,
    ]);
    const both = compileChanged({ [DWA]: ["owner: growth", "ownr: growth"], "dwf/trip.yaml": null });
    expect(found(both.diagnostics)).toEqual([
      `${DWA}:2:1 schema/unknown-key`,
      `${DWA}:15:8 sql/unknown-table`,
    ]);
  });

  it("leaves no follow-on errors where a file can't be read", () => {
    const { diagnostics } = compileChanged({ "dwf/trip.yaml": "doc: [" });
    expect(new Set(diagnostics.map((one) => one.file))).toEqual(new Set(["layers/dwf/trip.yaml"]));
  });

  it.each([
    ["dwa/x.yml", "file/extension"],
    ["dwb/x.yaml", "file/place"],
    ["x.yaml", "file/place"],
    ["dwa/deep/x.yaml", "file/place"],
    ["dwa/Zahl.yaml", "name/invalid"],
    ["dwa/straße.yaml", "name/invalid"],
  ])("file %s: %s", (path, code) => {
    expect(found(compileChanged({ [path]: "doc: x" }).diagnostics)).toEqual([`${path}:1:1 ${code}`]);
  });

  it("misses the file that names the warehouse", () => {
    expect(found(compileChanged({ "warehouse.yaml": null }).diagnostics)).toEqual([
      "warehouse.yaml:1:1 file/missing",
    ]);
  });

  it.each(["", "# nothing", "- a", "text", "42"])("a file that is no map: %j", (text) => {
    expect(found(compileChanged({ "consumers/x.yaml": text }).diagnostics)).toEqual([
      "consumers/x.yaml:1:1 schema/type",
    ]);
  });

  it("refuses a file that nests too deeply to be meant", () => {
    const text = `a: ${"[".repeat(40)}${"]".repeat(40)}`;
    expect(found(compileChanged({ "consumers/x.yaml": text }).diagnostics)).toEqual([
      "consumers/x.yaml:1:36 yaml/too-deep",
    ]);
  });

  it("survives a file that nests without end", () => {
    const { diagnostics } = compileChanged({ "consumers/x.yaml": `a: ${"[".repeat(20_000)}` });
    expect(diagnostics.length).toBeGreaterThan(0);
  });

  it("finds everything in all files in one run, sorted by file and line", () => {
    const { diagnostics } = compileChanged({
      [DWA]: ["SUM(total)", "SUM(totl)"],
      [API]: ["minute: range", "minutes: range"],
      "consumers/dashboard.yaml": ["owner", "ownr"],
      "dim/zone.yaml": ["ods.zones", "dwa.borough_minute"],
      "ods/trips.yaml": ["5 seconds", "5 secs"],
    });
    const lines = found(diagnostics);
    expect(lines).toEqual(
      expect.arrayContaining([
        `${API}:4:31 api/unknown-field`,
        "consumers/dashboard.yaml:2:1 schema/unknown-key",
        "dim/zone.yaml:10:8 layer/reads",
        `${DWA}:14:62 sql/unknown-column`,
        "ods/trips.yaml:5:39 value/duration",
      ]),
    );
    expect(diagnostics.map((one) => one.file)).toEqual([...diagnostics.map((one) => one.file)].sort());
  });
});

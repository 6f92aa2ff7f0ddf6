import { describe, expect, it } from "vitest";
import { compileSources } from "../../../../jobs/compiler/compile";
import { ALL_RULES } from "../../../../jobs/compiler/diagnostic/rules/all-rules";
import { type Change, changed, compileChanged, found, planOf } from "../fixtures/warehouse";
import { FILE_CASES } from "./file-cases";
import { API, DWA, DWS, MODEL_CASES, ODS, WARNING_CASES } from "./model-cases";

function findings(changes: Readonly<Record<string, Change>>): readonly string[] {
  return found(compileChanged(changes).diagnostics);
}

describe("the small warehouse", () => {
  it("has nothing wrong with it", () => {
    expect(findings({})).toEqual([]);
  });
});

describe("one check each", () => {
  it.each([...MODEL_CASES, ...FILE_CASES])("%s", (_what, changes, expected) => {
    const { plan, diagnostics } = compileChanged(changes);
    expect(found(diagnostics)).toEqual(expect.arrayContaining([...expected]));
    const wrong = expected.some((one) => ALL_RULES.get(one.split(" ")[1] ?? "")?.severity === "error");
    expect(plan === null).toBe(wrong);
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
  it.each(WARNING_CASES)("%s", (_what, changes, expected) => {
    const { plan, diagnostics } = compileChanged(changes);
    expect(found(diagnostics)).toEqual(expected);
    expect(diagnostics[0]?.severity).toBe("warning");
    expect(plan).not.toBeNull();
  });
});

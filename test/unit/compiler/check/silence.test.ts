import { describe, expect, it } from "vitest";
import { compileSources } from "../../../../jobs/compiler/compile";
import { ignoreComments } from "../../../../jobs/compiler/parse/ignore-comments";
import { type Change, changed, compileChanged, found } from "../fixtures/warehouse";
import { API, DWA, DWF } from "./model-cases";

const NO_IGNORE = [" # strata-ignore state/unbounded: the tests feed few rows", ""] as const;

function findings(changes: Readonly<Record<string, Change>>): readonly string[] {
  return found(compileChanged(changes).diagnostics);
}

/** The small warehouse with the aggregate's own comment taken away and its SELECT changed. */
function aggregate(from: string, to: string): readonly string[] {
  const files = changed({ [DWA]: NO_IGNORE }).map((file) =>
    file.path.endsWith(DWA) ? { ...file, text: file.text.replace(from, () => to) } : file,
  );
  return found(compileSources(files).diagnostics);
}

describe("strata-ignore", () => {
  it("is needed in the small warehouse", () => {
    expect(aggregate("", "")).toEqual([`${DWA}:14:3 state/unbounded`]);
  });

  it.each([
    [
      "in the SQL, in the line above",
      "  SELECT",
      "  -- strata-ignore state/unbounded: few boroughs\n  SELECT",
    ],
    ["in the SQL, on the line", "SUM(total)", "SUM(total) -- strata-ignore state/unbounded: few boroughs"],
    ["above other comments", "  SELECT", "  -- strata-ignore state/unbounded: few\n  -- a note\n\n  SELECT"],
    ["on the line of sql", "sql: |", "sql: | # strata-ignore state/unbounded: few boroughs"],
    ["on the line of sql, folded", "sql: |", "sql: > # strata-ignore state/unbounded: few boroughs"],
  ])("silences %s", (_where, from, to) => {
    expect(aggregate(from, to)).toEqual([]);
  });

  it.each([
    ["two lines above", "doc:", "# strata-ignore state/unbounded: x\ndoc:", "1:1 ignore/unused"],
    ["without a reason", "sql: |", "sql: | # strata-ignore state/unbounded", "13:8 ignore/no-reason"],
    ["without an id", "sql: |", "sql: | # strata-ignore", "13:8 ignore/unknown"],
    ["for another check", "sql: |", "sql: | # strata-ignore column/unused: x", "13:8 ignore/unused"],
  ])("does not silence %s", (_where, from, to, finding) => {
    const all = aggregate(from, to);
    expect(all).toContain(`${DWA}:${finding}`);
    expect(all.some((one) => one.endsWith("state/unbounded"))).toBe(true);
  });

  it("silences in the line above a key", () => {
    const changes = {
      [DWF]: ["columns: #", "# strata-ignore column/unused: read from the topic\ncolumns: # once"],
    } as const;
    expect(findings(changes)).toEqual([]);
  });

  it("lets a policy be broken: the Plan is made", () => {
    const pii = { [DWA]: ["borough: STRING", "borough: { type: STRING, classification: pii }"] } as const;
    expect(compileChanged(pii).plan).toBeNull();
    const filters = "filters: { borough: required, minute: range }";
    const ignored = compileChanged({
      ...pii,
      [API]: [filters, `# strata-ignore api/pii: boroughs are public\n${filters}`],
    });
    expect(found(ignored.diagnostics)).toEqual([]);
    expect(ignored.plan).not.toBeNull();
  });

  it("never silences an error of which no Plan can be made, and says so", () => {
    const { plan, diagnostics } = compileChanged({
      [DWA]: ["GROUP BY borough", "GROUP -- strata-ignore sql/syntax: it is right\n  BY borough +"],
    });
    expect(plan).toBeNull();
    expect(found(diagnostics).map((one) => one.split(" ")[1])).toContain("ignore/error");
  });

  it("says nothing of what it silences while other errors stand", () => {
    expect(findings({ [DWA]: ["SUM(total)", "SUM(totl)"] })).toEqual([`${DWA}:14:62 sql/unknown-column`]);
  });

  it("is a comment only: not a text that looks like one", () => {
    const text =
      'doc: "# strata-ignore state/unbounded: x"\nowner: |\n  # strata-ignore state/unbounded: x\n';
    expect(ignoreComments({ path: "layers/x.yaml", text })).toEqual([]);
  });

  it.each(["a: 1\r\nb: 2 # strata-ignore key/type: x\r\n", "\ufeffa: 1\nb: 2 # strata-ignore key/type: x\n"])(
    "is placed right in %j",
    (text) => {
      const [comment] = ignoreComments({ path: "layers/x.yaml", text });
      expect(comment).toMatchObject({ id: "key/type", reason: "x", line: 2, lastLine: 2 });
      expect(comment?.place).toMatchObject({ line: 2, column: 6 });
    },
  );
});

import { describe, expect, it } from "vitest";
import { errorAt, sortDiagnostics, warningAt } from "../../../../jobs/compiler/diagnostic/diagnostic";
import { nearestName, suggestion } from "../../../../jobs/compiler/diagnostic/nearest-name";
import {
  printDiagnostics,
  summarizeDiagnostics,
} from "../../../../jobs/compiler/diagnostic/print-diagnostics";

const plain = { error: String, warning: String, quiet: String, strong: String };
const at = (file: string, line: number, column = 1, length = 1) => ({ file, line, column, length });

describe("nearestName", () => {
  it.each([
    ["totl", "total"],
    ["trisp", "trips"],
    ["TOTAL", "total"],
    ["ab", null],
    ["something_else", null],
  ])("%s → %s", (name, expected) => {
    expect(nearestName(name, ["trips", "total", "payment"])).toBe(expected);
  });

  it("lists what is known when nothing is near", () => {
    expect(suggestion("zzz", ["b", "a"])).toBe("Known here: a, b.");
    expect(suggestion("zzz", [])).toBe("");
  });
});

describe("diagnostics", () => {
  it("are sorted by file, line as a number, column; the same once", () => {
    const all = [
      errorAt(at("b", 1), "x", "m"),
      errorAt(at("a", 10), "x", "m"),
      errorAt(at("a", 9, 5), "x", "m"),
      errorAt(at("a", 9), "x", "m"),
    ];
    const lines = sortDiagnostics([...all, ...all]).map((one) => `${one.file}:${one.line}:${one.column}`);
    expect(lines).toEqual(["a:9:1", "a:9:5", "a:10:1", "b:1:1"]);
  });

  it("are shown with the line, a caret under what is wrong, and what to do", () => {
    const text = printDiagnostics(
      [errorAt(at("layers/x.yaml", 2, 6, 3), "sql/x", "Wrong.", "Do it right.")],
      () => "\tabc def ghi",
      plain,
    );
    expect(text).toBe(
      "layers/x.yaml:2:6  error  sql/x  Wrong.\n  | \tabc def ghi\n  | \t    ^^^\n  → Do it right.\n  ? docs/checks/sql.md#sqlx",
    );
  });

  it("of a very long line show the part that is wrong", () => {
    const line = `${"a".repeat(5000)}WRONG${"b".repeat(5000)}`;
    const text = printDiagnostics([errorAt(at("x", 1, 5001, 5), "c", "m")], () => line, plain);
    const [, shown = "", carets = ""] = text.split("\n");
    expect(shown.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("WRONG");
    expect(text.length).toBeLessThan(500);
  });

  it("are counted", () => {
    const all = [
      errorAt(at("a", 1), "x", "m"),
      errorAt(at("b", 1), "x", "m"),
      warningAt(at("b", 2), "x", "m"),
    ];
    expect(summarizeDiagnostics(all)).toBe("2 errors and 1 warning in 2 files");
  });
});

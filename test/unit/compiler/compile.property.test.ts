import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileSources } from "../../../jobs/compiler/compile";
import { RIDES } from "./fixtures/warehouse";

const SCRAPS = [
  "",
  "\t",
  "\n",
  ": ",
  "- ",
  "{",
  "}",
  "[",
  "]",
  "&a ",
  "*a",
  "!!x ",
  "'",
  '"',
  "|",
  ">",
  "#",
  "\u0000",
  "é",
  "-1",
  "~",
  "null",
  "(",
  ")",
  ",",
  "SELECT",
  ".",
];

/** One of the files with a part of its text cut out and a scrap put in its place. */
const mutation = fc.record({
  file: fc.nat(),
  at: fc.nat(),
  cut: fc.nat({ max: 30 }),
  scrap: fc.oneof(fc.constantFrom(...SCRAPS), fc.string({ maxLength: 8 })),
});

describe("compileSources", () => {
  it("never throws, and has a reason when there is no Plan", () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const files = RIDES.map((file) => ({ ...file }));
        for (const { file, at, cut, scrap } of mutations) {
          const target = files[file % files.length];
          if (target === undefined) continue;
          const start = at % (target.text.length + 1);
          target.text = target.text.slice(0, start) + scrap + target.text.slice(start + cut);
        }
        const { plan, diagnostics } = compileSources(files);
        const errors = diagnostics.filter((one) => one.severity === "error");
        expect(plan === null).toBe(errors.length > 0);
        for (const one of diagnostics) {
          expect(one.line).toBeGreaterThan(0);
          expect(one.column).toBeGreaterThan(0);
          expect(one.length).toBeGreaterThan(0);
          expect(one.message).not.toBe("");
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

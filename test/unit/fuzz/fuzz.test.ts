import { describe, expect, it } from "vitest";
import { NO_MEMORY } from "../../../jobs/compiler/cache/compile-memory";
import { judge } from "../../fuzz/judge";
import { makeCase, runFuzz } from "../../fuzz/run-fuzz";
import { RIDES } from "../compiler/fixtures/warehouse";

describe("the fuzzer", () => {
  it("finds no case that the compiler fails among some hundred of all classes", () => {
    const { counts, failures } = runFuzz(RIDES, 240, 7);
    expect(failures).toEqual([]);
    expect(counts.reduce((sum, count) => sum + count.cases, 0)).toBe(240);
    for (const count of counts) expect(count.cases, count.name).toBeGreaterThan(0);
  }, 60_000);

  it("makes the same case from the same seed", () => {
    expect(makeCase("yaml scraps", 5, RIDES)).toEqual(makeCase("yaml scraps", 5, RIDES));
    expect(makeCase("yaml scraps", 5, RIDES)).not.toEqual(makeCase("yaml scraps", 6, RIDES));
  });

  it("sees a compiler that throws, and a finding without a place in a file", () => {
    const throwing = judge(RIDES, {
      ...NO_MEMORY,
      parsed: () => {
        throw new TypeError("broken");
      },
    });
    expect(throwing.failure).toContain("broken");
    const [first] = RIDES;
    const misplaced = judge(RIDES, {
      ...NO_MEMORY,
      parsed: (file, parse) => {
        const parsed = parse();
        if (file !== first) return parsed;
        const place = { file: file.path, line: 10_000, column: 1, length: 1 };
        return {
          ...parsed,
          diagnostics: [{ ...place, severity: "error", code: "x/x", message: "x", hint: "" }],
        };
      },
    });
    expect(misplaced.failure).toContain("a line after the end");
  });
});

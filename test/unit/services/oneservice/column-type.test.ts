import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnType } from "../../../../services/oneservice/column-type";

const type = (text: string) => {
  const found = columnType(text);
  if (found === null) throw new Error(`no type ${text}`);
  return found;
};

describe("columnType", () => {
  it("knows every type of a contract and refuses what is none", () => {
    for (const text of [
      "STRING",
      "CHAR(3)",
      "VARCHAR(40)",
      "BOOLEAN",
      "TINYINT",
      "SMALLINT",
      "INT",
      "BIGINT",
      "FLOAT",
      "DOUBLE",
      "DECIMAL(18, 2)",
      "DATE",
      "TIME(0)",
      "TIMESTAMP(3)",
      "TIMESTAMP_LTZ(3)",
      "BYTES",
      "VARBINARY(10)",
      "ARRAY<INT>",
      "MAP<STRING, INT>",
      "ROW<`a` INT>",
    ])
      expect(columnType(text), text).not.toBeNull();
    for (const text of ["INTERVAL", "constructor", "", "STRING; DROP", "toString"])
      expect(columnType(text), text).toBeNull();
  });

  it("keeps every digit of whole numbers and decimals on the way out", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        expect(type("BIGINT").parse(String(value))).toBe(String(value));
        expect(type("BIGINT").toJson(String(value))).toBe(String(value));
      }),
    );
    expect(type("BIGINT").parse("9223372036854775808")).toBeNull();
    expect(type("DECIMAL(18, 2)").toJson("9999999999999999.99")).toBe('"9999999999999999.99"');
    expect(type("DECIMAL(4, 2)").parse("100.00")).toBeNull();
    expect(type("DECIMAL(4, 2)").parse("99.999")).toBeNull();
  });

  it("takes exactly the days of the calendar", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
          const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
          const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
          expect(type("DATE").parse(text) !== null).toBe(day >= 1 && day <= days);
        },
      ),
    );
  });

  it.each([
    ["TIMESTAMP(3)", "2019-03-01 08:30:00.5", '"2019-03-01T08:30:00.500"'],
    ["TIMESTAMP(3)", "2019-03-01 08:30:00", '"2019-03-01T08:30:00.000"'],
    ["TIMESTAMP(0)", "2019-03-01 08:30:00", '"2019-03-01T08:30:00"'],
    ["TIMESTAMP_LTZ(3)", "2019-03-01 08:30:00.123+00", '"2019-03-01T08:30:00.123Z"'],
    ["BOOLEAN", "t", "true"],
    ["DOUBLE", "1e+20", "1e+20"],
    ["DOUBLE", "NaN", "null"],
    ["BYTES", "\\x00ff", '"AP8="'],
    ["STRING", 'a"\n\u2028', '"a\\"\\n\u2028"'],
    ["ARRAY<INT>", "[1, 2]", "[1, 2]"],
  ])("%s writes %s as %s", (text, stored, json) => {
    expect(type(text).toJson(stored)).toBe(json);
    expect(() => JSON.parse(type(text).toJson(stored))).not.toThrow();
  });

  it("reads zones only where the type has one", () => {
    expect(type("TIMESTAMP(3)").parse("2019-03-01T08:30:00Z")).toBeNull();
    expect(type("TIMESTAMP_LTZ(3)").parse("2019-03-01T08:30:00Z")).toBe("2019-03-01 08:30:00+00:00");
    expect(type("TIMESTAMP_LTZ(3)").parse("2019-03-01T08:30+02:00")).toBe("2019-03-01 08:30:00+02:00");
    expect(type("TIMESTAMP_LTZ(3)").parse("2019-03-01T08:30+99:00")).toBeNull();
  });
});

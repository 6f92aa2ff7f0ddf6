import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignability } from "../../../../jobs/compiler/sql/types/assignability";
import { canonicalType } from "../../../../jobs/compiler/sql/types/canonical-type";
import { parseType } from "../../../../jobs/compiler/sql/types/parse-type";
import { printType } from "../../../../jobs/compiler/sql/types/print-type";
import { MAX_LENGTH, type NullableType, type SqlType } from "../../../../jobs/compiler/sql/types/sql-type";

function type(text: string): SqlType {
  const parsed = parseType(text);
  if ("error" in parsed) throw new Error(`${text}: ${parsed.error}`);
  return parsed.type;
}

describe("canonicalType", () => {
  it.each([
    ["decimal(18,2)", "DECIMAL(18, 2)"],
    ["decimal", "DECIMAL(10, 0)"],
    ["numeric(5)", "DECIMAL(5, 0)"],
    ["integer", "INT"],
    ["double precision", "DOUBLE"],
    ["varchar(2147483647)", "STRING"],
    ["varchar(20)", "VARCHAR(20)"],
    ["char", "CHAR(1)"],
    ["varbinary(2147483647)", "BYTES"],
    ["timestamp", "TIMESTAMP(6)"],
    ["timestamp(3) without time zone", "TIMESTAMP(3)"],
    ["timestamp(3) with local time zone", "TIMESTAMP_LTZ(3)"],
    ["timestamp_ltz(0)", "TIMESTAMP_LTZ(0)"],
    ["time", "TIME(0)"],
    ["row<a int, b array<string>>", "ROW<a INT, b ARRAY<STRING>>"],
    ["ROW(a INT NOT NULL, `value` STRING)", "ROW<a INT NOT NULL, `value` STRING>"],
    ["map<string,int not null>", "MAP<STRING, INT NOT NULL>"],
    ["int array", "ARRAY<INT>"],
    ["multiset<bigint>", "MULTISET<BIGINT>"],
    ["interval day to second", "INTERVAL SECOND(3)"],
  ])("%s is %s", (text, canonical) => {
    expect(canonicalType(text)).toEqual({ type: canonical });
  });

  it.each([
    ["text", 0, "Write STRING"],
    ["datetime", 0, "TIMESTAMP(3)"],
    ["decimal(39,2)", 8, "from 1 to 38"],
    ["decimal(10,11)", 11, "from 0 to 10"],
    ["timestamp(10)", 10, "from 0 to 9"],
    ["array<int", 9, "Close the inner type"],
    ["int not null", 0, "NOT NULL"],
    ["int int", 4, "end of the type"],
    ["", 0, "Expected a type"],
    ["row<a int, a string>", 11, "two fields"],
  ])("%s is refused at %i", (text, offset, part) => {
    const result = canonicalType(text);
    expect(result).toMatchObject({ offset, error: expect.stringContaining(part) });
  });

  it("reads back what it prints", () => {
    const plain = ["BOOLEAN", "TINYINT", "SMALLINT", "INT", "BIGINT", "FLOAT", "DOUBLE", "DATE"] as const;
    const length = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constant(MAX_LENGTH));
    const { any } = fc.letrec<{ any: SqlType; inner: NullableType }>((tie) => ({
      inner: fc.record({ type: tie("any"), nullable: fc.boolean() }),
      any: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(...plain).map((kind): SqlType => ({ kind })),
        fc.record({
          kind: fc.constantFrom("CHAR", "VARCHAR", "BINARY", "VARBINARY"),
          length,
        }) as fc.Arbitrary<SqlType>,
        fc
          .tuple(fc.integer({ min: 1, max: 38 }), fc.nat(38))
          .map(([precision, s]): SqlType => ({ kind: "DECIMAL", precision, scale: Math.min(s, precision) })),
        fc.record({
          kind: fc.constantFrom("TIME", "TIMESTAMP", "TIMESTAMP_LTZ"),
          precision: fc.nat(9),
        }) as fc.Arbitrary<SqlType>,
        fc.record({
          kind: fc.constantFrom("ARRAY", "MULTISET"),
          element: tie("inner"),
        }) as fc.Arbitrary<SqlType>,
        fc.record({
          kind: fc.constant("MAP"),
          key: tie("inner"),
          value: tie("inner"),
        }) as fc.Arbitrary<SqlType>,
        fc
          .uniqueArray(fc.tuple(fc.string({ minLength: 1 }), tie("inner")), {
            selector: ([name]) => name,
            maxLength: 4,
          })
          .map(
            (fields): SqlType => ({
              kind: "ROW",
              fields: fields.map(([name, inner]) => ({ name, ...inner })),
            }),
          ),
      ),
    }));
    fc.assert(
      fc.property(any, (one) => {
        expect(type(printType(one))).toEqual(one);
      }),
    );
  });
});

describe("assignability", () => {
  const casts: Readonly<Record<string, readonly string[]>> = JSON.parse(
    readFileSync(path.join(__dirname, "planner-casts.json"), "utf8"),
  );
  const names = Object.keys(casts);

  it.each(names)("of %s is what Flink casts implicitly", (from) => {
    const allowed = names.filter((to) => assignability(type(from), type(to)) === "implicit");
    expect(allowed).toEqual(casts[from]);
    expect(assignability(type(from), type(from))).toBe("same");
  });
});

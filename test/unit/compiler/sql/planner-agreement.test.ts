import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { analyzeQuery } from "../../../../jobs/compiler/sql/analyze-query";
import { parseQuery } from "../../../../jobs/compiler/sql/parse-query";
import { parseType } from "../../../../jobs/compiler/sql/types/parse-type";
import { printType } from "../../../../jobs/compiler/sql/types/print-type";
import { PLANNER_CATALOG } from "./planner-catalog";

interface Answer {
  readonly sql: string;
  readonly columns?: readonly { readonly name: string; readonly type: string; readonly nullable: boolean }[];
  readonly error?: string;
}

const answers: readonly Answer[] = JSON.parse(
  readFileSync(path.join(__dirname, "planner-types.json"), "utf8"),
);

/** What the planner refuses and this front end leaves to it. */
const LEFT_TO_PLANNER = [
  "CURRENT_WATERMARK",
  "CAST(bo AS TIMESTAMP(3))",
  "CAST(arr AS INT)",
  "CAST(dt AS INT)",
  "CAST(bin AS INT)",
  "SELECT DISTINCT i FROM dws.t ORDER BY x",
  "TRUE OR NULL",
];

function read(sql: string) {
  const { query, errors } = parseQuery(sql);
  return query === null ? { columns: [], errors } : analyzeQuery(query, PLANNER_CATALOG);
}

function canonical(type: string): string {
  const parsed = parseType(type);
  return "error" in parsed ? type : printType(parsed.type);
}

/** What the planner lets through when it validates, and fails on later. */
const REFUSED_EARLY = ["SELECT ROW_NUMBER() AS a FROM dws.t"];

describe("answers of Flink's planner", () => {
  const accepted = answers.filter(
    (answer) => answer.columns !== undefined && !REFUSED_EARLY.includes(answer.sql),
  );
  const refused = answers.filter((answer) => answer.error !== undefined);

  it.each(accepted)("$sql", ({ sql, columns = [] }) => {
    const result = read(sql);
    expect(result.errors).toEqual([]);
    expect(result.columns).toHaveLength(columns.length);
    for (const [index, column] of result.columns.entries()) {
      const answer = columns[index];
      // The planner numbers a name that comes twice: zone_id, zone_id0.
      const twice = result.columns.findIndex((other) => other.name === column.name) < index;
      if (column.name !== null && !twice) expect(column.name).toBe(answer?.name);
      if (column.type === null || answer === undefined) continue;
      expect(`${printType(column.type)}${column.nullable ? "" : " NOT NULL"}`).toBe(
        `${canonical(answer.type)}${answer.nullable ? "" : " NOT NULL"}`,
      );
    }
  });

  it("leaves few types unknown", () => {
    const all = accepted.flatMap(({ sql }) => read(sql).columns);
    const unknown = all.filter((column) => column.type === null).length;
    expect(unknown).toBeLessThanOrEqual(6);
    expect(all.length).toBeGreaterThan(500);
  });

  it.each(refused)("refuses $sql", ({ sql }) => {
    const { errors } = read(sql);
    expect(errors.length > 0).toBe(!LEFT_TO_PLANNER.some((part) => sql.includes(part)));
    for (const error of errors) {
      expect(error.offset).toBeGreaterThanOrEqual(0);
      expect(error.offset + error.length).toBeLessThanOrEqual(sql.length);
      expect(error.message).not.toBe("");
    }
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../../../jobs/compiler/compile";
import { missesOf, readAnswers } from "../../../../jobs/judge/answers";
import { layerStatements, readCorpus } from "../../../../jobs/judge/corpus";
import { ourLayerOrigins, ourOrigins } from "../../../../jobs/judge/our-origins";

const ROOT = join(__dirname, "../../../..");
const FOLDER = join(ROOT, "test/corpus/lineage");

const corpus = readCorpus(FOLDER);
const answers = readAnswers(join(FOLDER, "answers.jsonl"));
const explained: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(FOLDER, "misses.json"), "utf8"),
);
const ofCorpus = answers.filter(({ from }) => !from.startsWith("layers/"));

describe("column origins that Flink's planner gives", () => {
  it("are there for every statement of the corpus, and for at least 150 that the planner accepts", () => {
    // Else: npm run judge:lineage.
    expect(ofCorpus.map(({ sql }) => sql)).toEqual(corpus.statements.map(({ sql }) => sql));
    expect(ofCorpus.filter(({ columns }) => columns !== undefined).length).toBeGreaterThanOrEqual(150);
  });

  it.each(corpus.statements.map((statement, index) => ({ statement, answer: ofCorpus[index] })))(
    "$statement.from: $statement.sql",
    ({ statement, answer }) => {
      if (answer?.columns === undefined) return;
      const misses = missesOf(answer, ourOrigins(statement, corpus));
      if (explained[statement.sql] === undefined) expect(misses).toEqual([]);
      else expect(misses).not.toEqual([]);
    },
  );

  it("are those of the Plan for every SQL of layers/", () => {
    const { plan } = compile(ROOT);
    if (plan === null) throw new Error("layers/ has errors");
    const { statements } = layerStatements(plan);
    expect(statements.length).toBeGreaterThanOrEqual(5);
    for (const { from, sql } of statements) {
      const answer = answers.find((one) => one.from === from);
      // Else: npm run judge:lineage.
      expect(answer?.sql, from).toBe(sql);
      if (answer !== undefined) expect(missesOf(answer, ourLayerOrigins(plan, from))).toEqual([]);
    }
  });

  it("tell a wrong origin from a right one", () => {
    const [answer] = ofCorpus.filter(({ columns }) => (columns?.[0]?.origins.length ?? 0) > 0);
    if (answer?.columns === undefined) throw new Error("no answer has an origin");
    const wrong = answer.columns.map((column) => ({ ...column, origins: ["dws.trip.nowhere"] }));
    expect(missesOf(answer, answer.columns)).toEqual([]);
    expect(missesOf(answer, wrong)).toHaveLength(answer.columns.length);
    expect(missesOf(answer, answer.columns.slice(1))).not.toEqual([]);
  });
});

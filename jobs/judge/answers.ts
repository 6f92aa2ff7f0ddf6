import { readFileSync } from "node:fs";
import type { ColumnAnswer } from "./our-origins";

/** What the planner answered to a statement: its columns, or why it refuses the statement. */
export interface Answer {
  readonly from: string;
  readonly sql: string;
  readonly columns?: readonly ColumnAnswer[];
  readonly error?: string;
}

/** One column of which the compiler and the planner say different things. */
export interface Miss {
  readonly from: string;
  readonly sql: string;
  readonly column: string;
  readonly ours: readonly string[];
  readonly planner: readonly string[];
}

/** Reads committed answers, one JSON object a line. */
export function readAnswers(file: string): readonly Answer[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Answer => JSON.parse(line));
}

/** The columns, by position, whose origins differ; a number of columns that differs is a miss of each. */
export function missesOf(answer: Answer, ours: readonly ColumnAnswer[]): readonly Miss[] {
  const planner = answer.columns ?? [];
  return Array.from({ length: Math.max(ours.length, planner.length) }, (_, index) => ({
    from: answer.from,
    sql: answer.sql,
    column: planner[index]?.name ?? ours[index]?.name ?? "",
    ours: ours[index]?.origins ?? ["(no such column)"],
    planner: planner[index]?.origins ?? ["(no such column)"],
  })).filter((one) => one.ours.join() !== one.planner.join());
}

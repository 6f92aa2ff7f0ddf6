import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Judgement, judge, PROMISED } from "./judge-kind";
import { KINDS } from "./kinds";
import { ShopEngines } from "./shop-engines";

/** `STRATA_CHANGE_KINDS`: `all` judges every kind, `a,b` those whose names contain one of these; else the telling ones. */
const wanted = process.env.STRATA_CHANGE_KINDS ?? "";
const kinds = KINDS.map((kind, number) => ({ ...kind, number: number + 1 })).filter((kind) =>
  wanted === ""
    ? kind.telling === true
    : wanted === "all" || wanted.split(",").some((part) => kind.name.includes(part)),
);
const judgements: Judgement[] = [];
let engines: ShopEngines;

beforeAll(async () => {
  engines = await ShopEngines.start();
});

afterAll(async () => {
  await engines?.dispose();
  const order = (kind: string) => kinds.findIndex((one) => one.name === kind);
  const sorted = [...judgements].sort((a, b) => order(a.kind) - order(b.kind));
  const rows = sorted.map(({ kind, change, outcome }) => {
    const kept = PROMISED[change.class].includes(outcome);
    return `| ${kind} | ${change.class} | ${outcome} | ${kept ? "agrees" : outcome === "restored, right" ? "too careful" : "DIFFERS"} |`;
  });
  process.stdout.write(
    `\n${["| kind of change | class | what Flink did | |", "|---|---|---|---|", ...rows].join("\n")}\n`,
  );
});

describe("what the compiler says of a change is what Flink does", () => {
  test.concurrent.each(kinds)("$name", { timeout: 400_000 }, async (kind) => {
    const judgement = await judge(engines, kind, kind.number);
    judgements.push(judgement);
    expect(judgement.change.class).toBe(kind.expected);
    // To be too careful costs a recomputation; to promise too much would cost rows.
    expect([
      ...PROMISED[judgement.change.class],
      ...(kind.careful === true ? ["restored, right"] : []),
    ]).toContain(judgement.outcome);
  });
});

/**
 * `npm run judge:lineage`: asks Flink's planner for the column origins of every statement of the corpus and of `layers/`,
 * writes its answers to `test/corpus/lineage/answers.jsonl`, and quotes how far the compiler agrees, with every miss.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../components/process/project-root";
import { compile } from "../compiler/compile";
import { type Answer, type Miss, missesOf } from "./answers";
import { askPlanner, buildJudge } from "./ask-planner";
import { layerStatements, readCorpus } from "./corpus";
import { ourLayerOrigins, ourOrigins } from "./our-origins";

async function main(): Promise<number> {
  const root = projectRoot();
  const folder = join(root, "test/corpus/lineage");
  const corpus = readCorpus(folder);
  const { plan } = compile(root);
  if (plan === null) throw new Error("layers/ has errors: run npm run check");
  const layers = layerStatements(plan);
  const answers = await askPlanner(await buildJudge(root), [
    ...corpus.statements.map((statement) => ({ setup: corpus.setup, statement })),
    ...layers.statements.map((statement) => ({ setup: layers.setup, statement })),
  ]);
  writeFileSync(
    join(folder, "answers.jsonl"),
    answers.map((answer) => `${JSON.stringify(answer)}\n`).join(""),
  );

  const explained: Record<string, string> = JSON.parse(readFileSync(join(folder, "misses.json"), "utf8"));
  const statements = [...corpus.statements, ...layers.statements];
  const judged = answers.flatMap((answer, index) => {
    const statement = statements[index];
    if (answer.columns === undefined || statement === undefined) return [];
    const ours = answer.from.startsWith("layers/")
      ? ourLayerOrigins(plan, answer.from)
      : ourOrigins(statement, corpus);
    return [{ answer, misses: missesOf(answer, ours) }];
  });
  report(answers, judged);
  const misses = judged.flatMap((one) => one.misses);
  for (const miss of misses) process.stdout.write(`${describe(miss, explained[miss.sql])}\n`);
  return misses.every((miss) => explained[miss.sql] !== undefined) ? 0 : 1;
}

function report(
  answers: readonly Answer[],
  judged: readonly { readonly answer: Answer; readonly misses: readonly Miss[] }[],
): void {
  const columns = judged.reduce((sum, { answer }) => sum + (answer.columns?.length ?? 0), 0);
  const missed = judged.reduce((sum, { misses }) => sum + misses.length, 0);
  const agreed = judged.filter(({ misses }) => misses.length === 0).length;
  const layers = judged.filter(({ answer }) => answer.from.startsWith("layers/")).length;
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  process.stdout.write(
    [
      `statements: ${agreed} of ${judged.length} agree (${percent(agreed, judged.length)}), ${layers} of them from layers/`,
      `columns: ${columns - missed} of ${columns} agree (${percent(columns - missed, columns)})`,
      ...answers.flatMap(({ error, from, sql }) =>
        error === undefined ? [] : [`refused by the planner (${from}): ${error}\n  ${sql}`],
      ),
      "",
    ].join("\n"),
  );
}

function describe({ from, sql, column, ours, planner }: Miss, why: string | undefined): string {
  return [
    `miss (${from}), column ${column}: ${why ?? "NOT EXPLAINED"}`,
    `  ${sql}`,
    `  ours:    ${ours.join(", ") || "none"}`,
    `  planner: ${planner.join(", ") || "none"}`,
  ].join("\n");
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);

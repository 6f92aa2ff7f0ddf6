/** `npm run fuzz`: mutated layer files and SQL by the hundred thousand; exit code 1 when the compiler fails one. */
import path from "node:path";
import { parseArgs } from "node:util";
import { textTable } from "../../cli/output/text-table";
import { projectRoot } from "../../components/process/project-root";
import { readSources } from "../../jobs/compiler/read-sources";
import { runFuzz } from "./run-fuzz";

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
  },
});

const base = readSources(path.join(projectRoot(), "test", "unit", "compiler", "fixtures", "rides")).files;
const started = performance.now();
const { counts, failures } = runFuzz(base, Number(values.cases), Number(values.seed));
const total = (key: "cases" | "refused" | "errors" | "sound" | "failed") =>
  String(counts.reduce((sum, count) => sum + count[key], 0));
const rows = counts.map(({ name, cases, refused, errors, sound, failed }) =>
  [name, cases, refused, errors, sound, failed].map(String),
);
process.stdout.write(
  `${textTable(
    ["class", "cases", "refused", "errors named", "sound", "failed"],
    [...rows, ["all", total("cases"), total("refused"), total("errors"), total("sound"), total("failed")]],
  )}\n`,
);
for (const { name, seed, failure } of failures) process.stdout.write(`\n${name}, seed ${seed}: ${failure}\n`);
process.stdout.write(`\nseed ${values.seed}, ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
process.exitCode = failures.length > 0 ? 1 : 0;

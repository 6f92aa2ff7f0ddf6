/** `npm run bench:compile`: cold, unchanged and one-edit checks of generated warehouses, beside dbt and SQLMesh. */
import path from "node:path";
import { parseArgs } from "node:util";
import { textTable } from "../../cli/output/text-table";
import { projectRoot } from "../../components/process/project-root";

import { type Contestant, contestants, editOne, forget } from "./contestants";
import { generateShape } from "./generate-shape";
import { measure, median, type Usage } from "./measure";
import { benchFolder } from "./peers";
import { writeProject } from "./write-project";

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "100,1000,10000" },
    runs: { type: "string", default: "3" },
    /** Above it the peers are left out: they take minutes. */
    "peers-up-to": { type: "string", default: "1000" },
  },
});

interface Row {
  readonly size: number;
  readonly run: string;
  readonly name: string;
  readonly usages: readonly Usage[];
}

const rows: Row[] = [];
const runs = Number(values.runs);
const peersUpTo = Number(values["peers-up-to"]);
const sizes = values.sizes.split(",").map(Number);
const programs = contestants(sizes.some((size) => size <= peersUpTo));

for (const size of sizes) {
  const shape = generateShape(size);
  for (const program of programs.filter(({ name }) => name === "strata" || size <= peersUpTo)) {
    const folder = path.join(benchFolder(), String(size), program.name);
    process.stderr.write(`  ${size} tables: ${program.name} …\n`);
    writeProject(folder, program.files(shape));
    const times = (run: string, prepare: (i: number) => void) => {
      const usages = Array.from({ length: runs }, (_, i) => {
        prepare(i);
        return measure(program.command(folder));
      });
      rows.push({ size, run, name: program.name, usages });
    };
    times("cold", () => forget(program, folder));
    times("unchanged", () => undefined);
    times("one edit", (i) => editOne(program, shape, folder, i + 1));
  }
}

const cpu = (row: Row | undefined) => median(row?.usages.map((one) => one.cpuSeconds) ?? []);
const rowOf = (size: number, run: string, name: string) =>
  rows.find((row) => row.size === size && row.run === run && row.name === name);

process.stdout.write(`CPU seconds of the whole process (user and system), median of ${runs} runs\n\n`);
process.stdout.write(
  textTable(
    ["tables", "run", "program", "CPU s", "wall s", "peak MB", "strata is faster by"],
    rows.map((row) => {
      const own = cpu(rowOf(row.size, row.run, "strata"));
      const peaks = row.usages.flatMap((one) => one.peakMegabytes ?? []);
      return [
        String(row.size),
        row.run,
        row.name,
        cpu(row).toFixed(2),
        median(row.usages.map((one) => one.wallSeconds)).toFixed(2),
        peaks.length === 0 ? "" : Math.max(...peaks).toFixed(0),
        row.name === "strata" ? "" : `${(cpu(row) / own).toFixed(1)} ×`,
      ];
    }),
  ),
);
for (const [i, size] of sizes.entries()) {
  const before = sizes[i - 1];
  if (before === undefined) continue;
  const growth = cpu(rowOf(size, "cold", "strata")) / cpu(rowOf(before, "cold", "strata"));
  process.stdout.write(`\ncold, ${size} tables: ${growth.toFixed(1)} × the CPU time of ${before}`);
}

const reference: Contestant | undefined = programs[0];
if (reference !== undefined) {
  const command = reference.command(projectRoot());
  measure(command);
  const walls = Array.from({ length: Math.max(5, runs) }, () => measure(command).wallSeconds * 1000);
  process.stdout.write(
    `\nno-op check of the reference warehouse: ${median(walls).toFixed(0)} ms as a process (median of ${walls.length})\n`,
  );
}

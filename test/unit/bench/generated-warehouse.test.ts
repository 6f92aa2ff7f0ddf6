import { expect, it } from "vitest";
import { dbtProject } from "../../../bench/compile/dbt-project";
import { generateShape } from "../../../bench/compile/generate-shape";
import { median } from "../../../bench/compile/measure";
import { sqlmeshProject } from "../../../bench/compile/sqlmesh-project";
import { stratahouseProject } from "../../../bench/compile/stratahouse-project";
import { compileSources } from "../../../jobs/compiler/compile";

const shape = generateShape(100);

it("compiles without a finding, so that its check is the check of a sound warehouse", () => {
  const files = [...stratahouseProject(shape)].map(([path, text]) => ({ path, text }));
  const { plan, diagnostics } = compileSources(files);
  expect(diagnostics).toEqual([]);
  expect(plan?.tables).toHaveLength(100);
});

it("is the same for the same size and seed, and has as many models for every program", () => {
  expect([...stratahouseProject(generateShape(100))]).toEqual([...stratahouseProject(shape)]);
  expect([...stratahouseProject(generateShape(100, 2))]).not.toEqual([...stratahouseProject(shape)]);
  const models = (files: ReadonlyMap<string, string>) =>
    [...files.keys()].filter((file) => file.endsWith(".sql")).length;
  expect(models(dbtProject(shape))).toBe(100);
  expect(models(sqlmeshProject(shape))).toBe(100);
  for (const { columns } of shape.tables) expect(columns.length).toBeLessThanOrEqual(20);
});

it("medians are the middle", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

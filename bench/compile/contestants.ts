import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../../components/process/project-root";
import { dbtFile, dbtProject } from "./dbt-project";
import type { Command } from "./measure";
import { peerPrograms } from "./peers";
import { sqlmeshFile, sqlmeshProject } from "./sqlmesh-project";
import { stratahouseFile, stratahouseProject } from "./stratahouse-project";
import type { ShapeTable, WarehouseShape } from "./warehouse-shape";
import type { ProjectFiles } from "./write-project";

/** A program that reads the same warehouse. */
export interface Contestant {
  readonly name: string;
  readonly files: (shape: WarehouseShape) => ProjectFiles;
  readonly fileOf: (table: ShapeTable) => string;
  readonly command: (folder: string) => Command;
  /** What it keeps between runs, in its project's folder. */
  readonly kept: readonly string[];
}

const LOAD_SQLMESH = "from sqlmesh import Context; Context(paths=['.'])";

/** Stratahouse, and dbt and SQLMesh if they can be had; else says why not. */
export function contestants(peers: boolean): readonly Contestant[] {
  const strata: Contestant = {
    name: "strata",
    files: stratahouseProject,
    fileOf: stratahouseFile,
    command: (folder) => ({
      argv: [process.execPath, path.join(projectRoot(), "cli", "bin", "strata"), "check", "-C", folder],
      folder,
    }),
    kept: [".strata"],
  };
  if (!peers) return [strata];
  const found = peerPrograms();
  if ("missing" in found) {
    process.stdout.write(`dbt and SQLMesh are left out: ${found.missing}\n`);
    return [strata];
  }
  const dbt: Contestant = {
    name: "dbt",
    files: dbtProject,
    fileOf: dbtFile,
    command: (folder) => ({
      argv: [path.join(found.bin, "dbt"), "--quiet", "parse", "--profiles-dir", "."],
      folder,
      env: { DO_NOT_TRACK: "1" },
    }),
    kept: ["target", "logs"],
  };
  const sqlmesh: Contestant = {
    name: "SQLMesh",
    files: sqlmeshProject,
    fileOf: sqlmeshFile,
    command: (folder) => ({
      argv: [path.join(found.bin, "python"), "-c", LOAD_SQLMESH],
      folder,
      env: { SQLMESH__DISABLE_ANONYMIZED_ANALYTICS: "1" },
    }),
    kept: [".cache", "logs"],
  };
  return [strata, dbt, sqlmesh];
}

/** Removes what a contestant keeps between runs. */
export function forget(contestant: Contestant, folder: string): void {
  for (const kept of contestant.kept) rmSync(path.join(folder, kept), { recursive: true, force: true });
}

/** Changes a number in one table's query: a change of one file that touches no other. */
export function editOne(contestant: Contestant, shape: WarehouseShape, folder: string, value: number): void {
  const table = shape.tables.find((one) => one.layer === "dws");
  if (table === undefined) throw new Error("the warehouse has no dws table");
  const file = path.join(folder, contestant.fileOf(table));
  const before = readFileSync(file, "utf8");
  const after = before.replace(/< 1\d{5}\b/, `< ${100_000 + value}`);
  if (after === before) throw new Error(`${file} has nothing to edit`);
  writeFileSync(file, after);
}

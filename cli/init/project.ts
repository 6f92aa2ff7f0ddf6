import { checkModel } from "../../jobs/compiler/check/check-model";
import type { CheckedTable } from "../../jobs/compiler/check/checked-model";
import { suggestion } from "../../jobs/compiler/diagnostic/nearest-name";
import type { Model } from "../../jobs/compiler/model/model";
import { parseModel } from "../../jobs/compiler/parse/parse-model";
import type { SourceFile } from "../../jobs/compiler/parse/source-file";
import { readSources } from "../../jobs/compiler/read-sources";
import { UserError } from "../user-error";

/** What a project declares, as far as it is right. */
export interface Project {
  readonly files: readonly SourceFile[];
  readonly model: Model;
  readonly tables: readonly CheckedTable[];
}

/** Reads the layer files of the project at `root`; what is wrong with other files is no matter here. */
export function readProject(root: string): Project {
  const { files } = readSources(root);
  const { model } = parseModel(files);
  return { files, model, tables: checkModel(model).checked.tables };
}

/** A table by id; throws with the nearest name when there is none that can be read. */
export function tableOf(project: Project, id: string): CheckedTable {
  const table = project.tables.find((one) => one.model.id === id);
  if (table !== undefined) return table;
  if (project.model.tables.has(id) || project.model.broken.tables.has(id))
    throw new UserError(`"${id}" is not right yet: see strata check.`);
  const known = project.tables.map((one) => one.model.id);
  throw new UserError(`There is no table "${id}". ${suggestion(id, known)}`.trim());
}

/** The owner of most tables, or the warehouse's name: someone must be named. */
export function usualOwner({ model }: Project): string {
  const owners = [...model.tables.values(), ...model.sources.values()].map((one) => one.owner);
  const counts = new Map(owners.map((owner) => [owner, owners.filter((one) => one === owner).length]));
  const [most] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return most?.[0] ?? (model.warehouse === "" ? "data" : model.warehouse);
}

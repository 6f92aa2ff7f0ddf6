import { LAYER_KINDS } from "../../model/layer-kind";
import { SCHEMAS_FOLDER } from "./layer-schemas";

const FOLDERS: ReadonlyMap<string, string> = new Map([
  ["sources", "source.json"],
  ["apis", "api.json"],
  ["consumers", "consumer.json"],
  ...LAYER_KINDS.map(({ name }): [string, string] => [name, `${name}.json`]),
]);

/** The first line of a YAML file of the project, which tells editors its schema; null: the file has no schema. */
export function schemaComment(path: string): string | null {
  const [top = "", folder = "", base] = path.split("/");
  if (top === "stacks") return comment(`../${SCHEMAS_FOLDER}/stack.json`);
  if (top !== "layers") return null;
  if (base === undefined) return comment(".schemas/warehouse.json");
  const schema = FOLDERS.get(folder);
  return schema === undefined ? null : comment(`../.schemas/${schema}`);
}

function comment(schema: string): string {
  return `# yaml-language-server: $schema=${schema}`;
}

import type { SourceModel } from "../model/source-model";
import { columnModels } from "./parse-columns";
import { type ParsedFile, parseFile } from "./parse-file";
import { sourceSchema } from "./schema/source-schema";
import type { SourceFile } from "./source-file";

/** Reads `layers/sources/<name>.yaml`. */
export function parseSource(file: SourceFile, name: string): ParsedFile<SourceModel> {
  const { value, places, diagnostics } = parseFile(file, sourceSchema);
  if (value === null) return { value, places, diagnostics };
  const { doc, owner, engine, database } = value;
  const tables = Object.entries(value.tables).map(([table, { key, columns, partitions }]) => ({
    name: table,
    key,
    columns: columnModels(columns, key),
    partitions,
  }));
  return { value: { name, places, doc, owner, engine, database, tables }, places, diagnostics };
}

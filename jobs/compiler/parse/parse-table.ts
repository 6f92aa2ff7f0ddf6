import type * as z from "zod";
import type { LayerKind } from "../model/layer-kind";
import type { TableModel } from "../model/table-model";
import { columnModels } from "./parse-columns";
import { type ParsedFile, parseFile } from "./parse-file";
import { capturedTableSchema, computedTableSchema } from "./schema/table-schema";
import type { SourceFile } from "./source-file";

type TableInput = z.output<typeof capturedTableSchema> | z.output<typeof computedTableSchema>;

const SCHEMAS: Readonly<Record<LayerKind["writtenFrom"], z.ZodType<TableInput>>> = {
  capture: capturedTableSchema,
  query: computedTableSchema,
};

/** Reads `layers/<layer>/<name>.yaml`. */
export function parseTable(file: SourceFile, layer: LayerKind, name: string): ParsedFile<TableModel> {
  const { value, places, diagnostics } = parseFile(file, SCHEMAS[layer.writtenFrom]);
  if (value === null) return { value, places, diagnostics };
  const table: TableModel = {
    id: `${layer.name}.${name}`,
    layer,
    name,
    places,
    doc: value.doc,
    owner: value.owner,
    columns: value.columns === undefined ? null : columnModels(value.columns, value.key ?? []),
    key: value.key ?? null,
    time: value.time === undefined ? null : { column: value.time.column, latenessMs: value.time.lateness },
    sql: "sql" in value ? value.sql : null,
    source: "source" in value ? value.source : null,
    freshnessMs: value.freshness ?? null,
    stateTtlMs: value.state?.ttl ?? null,
    stateBudgetBytes: value.state?.budget ?? null,
    stateKeys: value.state?.keys ?? null,
    stores: value.stores,
    lifecycle: value.lifecycle,
    job: value.job ?? `${layer.name}_${name}`,
    partitions: value.partitions,
  };
  return { value: table, places, diagnostics };
}

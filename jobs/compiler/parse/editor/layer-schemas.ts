import { LAYER_KINDS, type LayerKind } from "../../model/layer-kind";
import { apiSchema } from "../schema/api-schema";
import { consumerSchema } from "../schema/consumer-schema";
import { sourceSchema } from "../schema/source-schema";
import { capturedTableSchema, computedTableSchema } from "../schema/table-schema";
import { warehouseSchema } from "../schema/warehouse-schema";
import { editorSchema, type JsonSchema } from "./json-schema";

/** The folder of the JSON Schemas, from the project root; the reader of layer files passes over hidden folders. */
export const SCHEMAS_FOLDER = "layers/.schemas";

/** The JSON Schema of every kind of layer file, by its name in the folder of schemas. */
export function layerSchemas(): ReadonlyMap<string, JsonSchema> {
  return new Map([
    ["warehouse.json", editorSchema("Warehouse", warehouseSchema)],
    ["source.json", editorSchema("Source", sourceSchema)],
    ["api.json", editorSchema("API", apiSchema)],
    ["consumer.json", editorSchema("Consumer", consumerSchema)],
    ...LAYER_KINDS.map((layer): [string, JsonSchema] => [`${layer.name}.json`, tableSchema(layer)]),
  ]);
}

function tableSchema(layer: LayerKind): JsonSchema {
  const captured = layer.writtenFrom === "capture";
  const from = captured ? "captured from a source" : `computed by a SELECT over ${layer.mayRead.join(", ")}`;
  return editorSchema(`${layer.title} table`, captured ? capturedTableSchema : computedTableSchema, {
    description: `A table of the layer ${layer.title}, ${from}.`,
    required: layer.key === "required" ? ["key"] : [],
  });
}

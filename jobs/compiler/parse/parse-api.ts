import type { ApiModel } from "../model/api-model";
import { type ParsedFile, parseFile } from "./parse-file";
import { apiSchema } from "./schema/api-schema";
import type { SourceFile } from "./source-file";

/** Reads `layers/apis/<name>.yaml`. */
export function parseApi(file: SourceFile, name: string): ParsedFile<ApiModel> {
  const { value, places, diagnostics } = parseFile(file, apiSchema);
  if (value === null) return { value, places, diagnostics };
  const api: ApiModel = {
    name,
    places,
    doc: value.doc,
    owner: value.owner,
    table: value.table,
    system: value.system ?? null,
    filters: Object.entries(value.filters).map(([field, filter]) => ({ field, ...filter })),
    order: value.order,
    limit: value.limit,
    timeoutMs: value.timeout,
    ratePerMinute: value.rate,
    grants: Object.entries(value.grants).map(([consumer, grant]) => ({ consumer, ...grant })),
  };
  return { value: api, places, diagnostics };
}

import type { CheckedModel } from "../../check/checked-model";
import { storeKind } from "../../model/store-kind";
import type { ApiNode } from "../api-node";
import type { TableNode } from "../table-node";
import { apiId } from "./api-id";
import { byId, hashNode } from "./hash-node";

/** The APIs. The order always ends with the whole key, so that the same question has the same answer. */
export function buildApis(model: CheckedModel, tables: readonly TableNode[]): readonly ApiNode[] {
  const nodes = new Map(tables.map((table) => [table.id, table]));
  return byId(
    model.apis.flatMap(({ model: api, system }) => {
      const table = nodes.get(api.table);
      const kind = storeKind(system);
      if (table === undefined || kind === undefined) return [];
      const ordered = new Set(api.order.map((one) => one.field));
      const rest = table.key.filter((field) => !ordered.has(field));
      const node = {
        id: apiId(model.warehouse, api.name, api.table),
        name: api.name,
        doc: api.doc,
        owner: api.owner,
        table: api.table,
        system,
        relation: kind.relation(table.layer, table.name),
        fields: table.columns,
        filters: [...api.filters].sort((a, b) => (a.field < b.field ? -1 : 1)),
        order: [...api.order, ...rest.map((field) => ({ field, direction: "asc" as const }))],
        key: table.key,
        limit: api.limit,
        timeoutMs: api.timeoutMs,
        ratePerMinute: api.ratePerMinute,
        grants: [...api.grants]
          .sort((a, b) => (a.consumer < b.consumer ? -1 : 1))
          .map(({ consumer, columns, rows }) => ({
            consumer,
            // In the order of the table, whatever the order in the file.
            columns:
              columns === null
                ? null
                : table.columns.map((one) => one.name).filter((name) => columns.includes(name)),
            rows: Object.fromEntries(
              Object.entries(rows).map(([field, values]) => [field, [...new Set(values)].sort()]),
            ),
          })),
      };
      return [hashNode(node, [table.deepHash])];
    }),
  );
}

import { storeKind } from "../../model/store-kind";
import type { StoreNode } from "../store-node";
import type { TableNode } from "../table-node";
import { byId, hashNode } from "./hash-node";

/** One node for each store of each table. */
export function buildStores(tables: readonly TableNode[]): readonly StoreNode[] {
  return byId(
    tables.flatMap((table) =>
      table.stores.flatMap((system) => {
        const kind = storeKind(system);
        if (kind === undefined) return [];
        const node = {
          id: `${system}:${table.id}`,
          system,
          table: table.id,
          schema: kind.schema(table.layer, table.name),
          name: kind.table(table.layer, table.name),
          columns: table.columns,
          key: table.key,
          lifecycle: table.lifecycle,
        };
        return [hashNode(node, [table.deepHash])];
      }),
    ),
  );
}

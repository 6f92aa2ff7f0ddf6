import type { CheckedModel } from "../../check/checked-model";
import { canonicalHash } from "../canonical-json";
import type { SourceNode } from "../source-node";
import type { TableNode } from "../table-node";
import { fingerprint } from "./fingerprint";
import { byId, hashNode } from "./hash-node";

/** The layer tables; a table's upstreams are the tables that it reads, or the captured table alone. */
export function buildTables(model: CheckedModel, sources: readonly SourceNode[]): readonly TableNode[] {
  const nodes = new Map<string, TableNode>();
  const capturedHashes = new Map(
    sources.flatMap((source) =>
      source.tables.map((one) => [`${source.name}.${one.name}`, canonicalHash(one)] as const),
    ),
  );
  for (const { model: table, contract, columns, reads, lineage } of model.tables) {
    const node = {
      id: table.id,
      layer: table.layer.name,
      name: table.name,
      doc: table.doc,
      owner: table.owner,
      columns,
      key: contract.key,
      time: table.time,
      sql: table.sql === null ? null : table.sql.trim(),
      source: table.source,
      reads,
      lineage,
      job: table.job,
      freshnessMs: table.freshnessMs,
      stateTtlMs: table.stateTtlMs ?? 0,
      stores: [...table.stores].sort(),
      lifecycle: table.lifecycle,
      schema: fingerprint(columns, contract.key),
    };
    const captured =
      table.source === null ? undefined : capturedHashes.get(`${table.source.source}.${table.source.table}`);
    const upstreams = reads.map((id) => nodes.get(id)?.deepHash ?? "");
    nodes.set(table.id, hashNode(node, captured === undefined ? upstreams : [captured]));
  }
  return byId([...nodes.values()]);
}

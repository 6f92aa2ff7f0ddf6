import type { Contract } from "../check/contract";
import type { TableModel } from "../model/table-model";
import type { LineageOrigin, TableLineage } from "../plan/column-lineage";
import type { OutputColumn } from "../sql/analyze/analysis";

/** Where each column of a contract comes from: the captured column of the same name, or what the SELECT gives at its place. */
export function tableLineage(
  contract: Contract,
  { source }: Pick<TableModel, "source">,
  output: readonly OutputColumn[],
): TableLineage {
  return Object.fromEntries(
    contract.columns.map(({ name }, index) => [
      name,
      source === null
        ? originsOf(output[index])
        : [{ table: `source:${source.source}.${source.table}`, column: name, kind: "direct" as const }],
    ]),
  );
}

function originsOf(column: OutputColumn | undefined): readonly LineageOrigin[] {
  if (column === undefined) return [];
  const direct = column.origins.map((origin) => ({ ...origin, kind: "direct" as const }));
  const indirect = column.indirect.map((origin) => ({ ...origin, kind: "indirect" as const }));
  return [...direct, ...indirect].sort((a, b) => {
    if (a.table !== b.table) return a.table < b.table ? -1 : 1;
    return a.column < b.column ? -1 : 1;
  });
}

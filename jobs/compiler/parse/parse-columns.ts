import type { ColumnModel } from "../model/table-model";
import type { ColumnInput } from "./schema/columns";

/** Columns as declared, in the order of the file; a key column is never null, any other is unless it says NOT NULL. */
export function columnModels(
  columns: Readonly<Record<string, ColumnInput>>,
  key: readonly string[],
): readonly ColumnModel[] {
  return Object.entries(columns).map(([name, column]) => ({
    name,
    type: column.type.type,
    nullable: column.nullable ?? !(column.type.notNull || key.includes(name)),
    doc: column.doc ?? "",
    classification: column.classification ?? null,
  }));
}

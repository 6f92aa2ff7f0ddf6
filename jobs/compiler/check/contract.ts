import type { ColumnModel } from "../model/table-model";

/** What a table promises: its columns in order, and what makes a row unique (empty: nothing). */
export interface Contract {
  readonly columns: readonly ColumnModel[];
  readonly key: readonly string[];
}

/** A column of a contract by name. */
export function columnOf(contract: Contract, name: string): ColumnModel | undefined {
  return contract.columns.find((column) => column.name === name);
}

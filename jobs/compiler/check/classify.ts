import type { Classification, Column } from "../plan/column";
import type { OutputColumn } from "../sql/analyze/analysis";
import { printType } from "../sql/types/print-type";
import type { Contract } from "./contract";

/**
 * The contract's columns in the Plan's form. A column without a declared classification is pii as soon as one of the
 * columns that it is computed from is; else internal.
 */
export function classifiedColumns(
  contract: Contract,
  output: readonly OutputColumn[],
  classificationOf: (table: string, column: string) => Classification | undefined,
): readonly Column[] {
  return contract.columns.map((column, i) => {
    const origins = output[i]?.origins ?? [];
    const fromPii = origins.some((origin) => classificationOf(origin.table, origin.column) === "pii");
    return {
      name: column.name,
      type: printType(column.type),
      nullable: column.nullable,
      doc: column.doc,
      classification: column.classification ?? (fromPii ? "pii" : "internal"),
    };
  });
}

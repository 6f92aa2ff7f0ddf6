import type { Classification } from "../plan/column";
import type { Lifecycle } from "../plan/lifecycle";
import type { SqlType } from "../sql/types/sql-type";
import type { LayerKind } from "./layer-kind";
import type { Places } from "./places";

/** A column as declared. */
export interface ColumnModel {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  readonly doc: string;
  /** Null: not declared; then it is inherited from the columns that it is computed from. */
  readonly classification: Classification | null;
}

/** One layer table as declared in `layers/<layer>/<name>.yaml`. */
export interface TableModel {
  /** `<layer>.<name>`. */
  readonly id: string;
  readonly layer: LayerKind;
  readonly name: string;
  readonly places: Places;
  readonly doc: string;
  readonly owner: string;
  /** Null: all columns of the source table. */
  readonly columns: readonly ColumnModel[] | null;
  /** Null: the source table's key. */
  readonly key: readonly string[] | null;
  readonly time: { readonly column: string; readonly latenessMs: number } | null;
  readonly sql: string | null;
  readonly source: { readonly source: string; readonly table: string } | null;
  readonly freshnessMs: number | null;
  /** Null: not declared. */
  readonly stateTtlMs: number | null;
  /** The most state that the operators of the SELECT may keep, in bytes. Null: not declared. */
  readonly stateBudgetBytes: number | null;
  /** How many different keys the table holds at once, for estimates. Null: not declared. */
  readonly stateKeys: number | null;
  readonly stores: readonly string[];
  readonly lifecycle: Lifecycle;
  readonly job: string;
  readonly partitions: number;
}

import type { Places } from "./places";
import type { ColumnModel } from "./table-model";

/** A table of a source database that can be captured. */
export interface SourceTableModel {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: readonly ColumnModel[];
  /** Partitions of the change topic. */
  readonly partitions: number;
}

/** A source database as declared in `layers/sources/<name>.yaml`. */
export interface SourceModel {
  readonly name: string;
  readonly places: Places;
  readonly doc: string;
  readonly owner: string;
  readonly engine: "mysql";
  readonly database: string;
  readonly tables: readonly SourceTableModel[];
}

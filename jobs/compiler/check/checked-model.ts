import type { ApiModel } from "../model/api-model";
import type { ConsumerModel } from "../model/consumer-model";
import type { SourceModel } from "../model/source-model";
import type { TableModel } from "../model/table-model";
import type { Column } from "../plan/column";
import type { TableLineage } from "../plan/column-lineage";
import type { Contract } from "./contract";

/** A table whose contract holds. */
export interface CheckedTable {
  readonly model: TableModel;
  readonly contract: Contract;
  /** The contract's columns in the Plan's form, with classifications inherited. */
  readonly columns: readonly Column[];
  /** Ids of the tables that the SELECT reads, sorted, each once. */
  readonly reads: readonly string[];
  readonly lineage: TableLineage;
  readonly casts: readonly boolean[];
}

/** An API whose table, system and fields exist. */
export interface CheckedApi {
  readonly model: ApiModel;
  readonly system: string;
}

/** The model once every check has passed. */
export interface CheckedModel {
  readonly warehouse: string;
  readonly sources: readonly SourceModel[];
  /** Each after the tables that it reads. */
  readonly tables: readonly CheckedTable[];
  readonly apis: readonly CheckedApi[];
  readonly consumers: readonly ConsumerModel[];
}

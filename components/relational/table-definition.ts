/** A column as the database names its type, e.g. `numeric(18,2)`. */
export interface SqlColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

/** A table of a database: declared, or as found there. */
export interface TableDefinition {
  readonly columns: readonly SqlColumn[];
  /** Columns of the primary key in its order; empty: no key. */
  readonly key: readonly string[];
}

/** A column of a contract: its Flink SQL type and whether it may be null. */
export interface ContractColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

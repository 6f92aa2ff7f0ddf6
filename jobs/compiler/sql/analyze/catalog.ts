import type { SqlType } from "../types/sql-type";

export interface CatalogColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
}

/** A table that a query can read. Id: `dws.trip`. */
export interface CatalogTable {
  readonly id: string;
  readonly columns: readonly CatalogColumn[];
}

/** The tables that a query can read. Names are case-sensitive. */
export interface Catalog {
  readonly table: (name: string) => CatalogTable | undefined;
  /** All table ids, for suggestions. */
  readonly names: () => readonly string[];
}

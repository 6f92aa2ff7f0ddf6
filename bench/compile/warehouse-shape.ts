/** A column of a generated table. */
export interface ShapeColumn {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
}

/** How a system names tables and cuts a time to the hour; everything else in the queries is the same for all. */
export interface QueryDialect {
  readonly table: (id: string) => string;
  readonly hourOf: (time: string) => string;
}

/** A generated table; `query` is null for one that is captured from the source. */
export interface ShapeTable {
  readonly id: string;
  readonly layer: string;
  readonly name: string;
  readonly domain: string;
  readonly columns: readonly ShapeColumn[];
  readonly key: readonly string[];
  /** Whether people query it: it is written to a store. */
  readonly stored: boolean;
  readonly query: ((dialect: QueryDialect) => string) | null;
}

/** A generated warehouse: domains of 20 tables, each from its own source up to its aggregates. */
export interface WarehouseShape {
  readonly domains: readonly string[];
  readonly tables: readonly ShapeTable[];
}

/** Tables in a domain: the size of a warehouse is a multiple of it. */
export const DOMAIN_SIZE = 20;

import type { Column } from "./column";
import type { Hashed } from "./hashed";

export type FilterOperator = "eq" | "in" | "gte" | "gt" | "lte" | "lt";

/** A filter that a caller may (or must) give. `?borough=Queens`, `?minute.gte=2019-03-01T00:00:00`. */
export interface ApiFilter {
  readonly field: string;
  readonly operators: readonly FilterOperator[];
  readonly required: boolean;
}

/** What one consumer may read of an API. */
export interface ApiGrant {
  readonly consumer: string;
  /** Fields that the consumer sees, in field order; null: all that are not pii. */
  readonly columns: readonly string[] | null;
  /** Rows that the consumer sees: each field must equal one of the values; empty: all. */
  readonly rows: Readonly<Record<string, readonly string[]>>;
}

/** One OneService HTTP API. Id: generated, stable, never reused, e.g. `api_5gk2q8zr41cd`. */
export interface ApiNode extends Hashed {
  readonly name: string;
  readonly doc: string;
  readonly owner: string;
  readonly table: string;
  /** The system that answers, and the relation in it (a view of schema `export`). */
  readonly system: string;
  readonly relation: { readonly schema: string; readonly name: string };
  readonly fields: readonly Column[];
  readonly filters: readonly ApiFilter[];
  readonly order: readonly { readonly field: string; readonly direction: "asc" | "desc" }[];
  /** Fields that together tell one row from another (the table's key); without it answers can't be paged through. */
  readonly key?: readonly string[];
  /** Rows in an answer: when the caller does not say, and at the most. */
  readonly limit: { readonly default: number; readonly max: number };
  readonly timeoutMs: number;
  /** Requests a minute of one consumer. */
  readonly ratePerMinute: number;
  readonly grants: readonly ApiGrant[];
}

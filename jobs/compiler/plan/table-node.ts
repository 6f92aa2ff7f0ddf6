import type { Column } from "./column";
import type { TableLineage } from "./column-lineage";
import type { Hashed } from "./hashed";
import type { Lifecycle } from "./lifecycle";

/** Event time of a table: the column, and how late a record may come, in milliseconds. */
export interface EventTime {
  readonly column: string;
  readonly latenessMs: number;
}

/** One layer table. Id: `dwa.borough_minute`. */
export interface TableNode extends Hashed {
  readonly layer: string;
  readonly name: string;
  readonly doc: string;
  readonly owner: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
  readonly time: EventTime | null;
  /** The SELECT as written, or null for a table that is captured from a source. */
  readonly sql: string | null;
  /** `{source: "business", table: "trips"}` for a captured table, else null. */
  readonly source: { readonly source: string; readonly table: string } | null;
  /** Ids of the tables that the SELECT reads, sorted. */
  readonly reads: readonly string[];
  /** Where each column comes from, one step up. */
  readonly lineage: TableLineage;
  /** Name of the job that computes the table. */
  readonly job: string;
  readonly freshnessMs: number | null;
  /** State time-to-live in milliseconds; 0 keeps state for ever. */
  readonly stateTtlMs: number;
  /** Systems that hold the table beside its topic, sorted: `hologres`, `adb`. */
  readonly stores: readonly string[];
  readonly lifecycle: Lifecycle;
  /** Schema fingerprint: the first 16 hex digits of the SHA-256 of names, types, nullability and key. */
  readonly schema: string;
}

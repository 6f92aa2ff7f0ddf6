import type { TypedColumn } from "./column";
import type { Hashed } from "./hashed";

/** A topic that a job reads: a DTS change topic (`canal`) or a table's topic (`envelope`). */
export interface JobRead {
  /** Id of the table that becomes visible to the job's SQL. */
  readonly table: string;
  readonly topic: string;
  /** The table that each record names: `<database>.<table>` of a change record, or the id of the layer table. */
  readonly recordTable: string;
  readonly encoding: "canal" | "envelope";
  readonly deadLetterTopic: string;
  readonly columns: readonly TypedColumn[];
  /** Empty for a log topic: then every record is a row of its own. */
  readonly key: readonly string[];
  readonly schema: string;
}

/** A table that the job computes. */
export interface JobView {
  readonly table: string;
  readonly columns: readonly TypedColumn[];
  /**
   * The SELECT as written; `casts[i]` says whether output column i must be cast to the contract's type because the
   * SELECT's own type differs (never true of a key column).
   */
  readonly sql: string;
  readonly casts: readonly boolean[];
}

/** Where a table of the job is written: its topic, or a table of a store. */
export interface JobWrite {
  readonly table: string;
  /** `kafka`, or the system of a StoreNode. */
  readonly system: string;
  /** Id of the TopicNode or StoreNode. */
  readonly target: string;
  /** Schema fingerprint of the table. */
  readonly schema: string;
  /** Event-time column of the table, or null. */
  readonly timeColumn: string | null;
}

/** One Flink statement set. Id: `job:trip`. Free of any environment: addresses are bound when it is rendered. */
export interface JobNode extends Hashed {
  readonly name: string;
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly stateTtlMs: number;
  /** Sorted by table. */
  readonly reads: readonly JobRead[];
  /** In dependency order, ties by table id. */
  readonly views: readonly JobView[];
  /** Sorted by table, then system. */
  readonly writes: readonly JobWrite[];
}

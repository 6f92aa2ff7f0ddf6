import type { ChangeClass } from "./change-class";

/** One thing that changes at a table, and how dangerous it is by itself. */
export interface ChangeReason {
  readonly class: ChangeClass;
  /** A sentence without its full stop. */
  readonly text: string;
  /** The column that it is about, where it is about one. */
  readonly column?: string;
  /** True when what is kept of the table is dropped and made anew, so that all rows must be written again. */
  readonly rebuilds?: boolean;
}

/** How a job, or the table's part in it, comes to run after the change. */
export type ResumeKind = "nothing-to-do" | "savepoint" | "fresh-start" | "new-job" | "stops";

/** From where a table's job goes on. */
export interface Resume {
  readonly kind: ResumeKind;
  readonly job: string;
  /** Topics that are read from their beginning, sorted; empty with a savepoint. */
  readonly topics: readonly string[];
}

/** What a change of a table reaches beyond the table; ids, sorted. */
export interface Reach {
  /** `dwa.x.gmv`: columns whose values may differ, the table's own included. */
  readonly columns: readonly string[];
  /** Layer tables that read it, directly or not. */
  readonly tables: readonly string[];
  /** Jobs that compute the table or one of those. */
  readonly jobs: readonly string[];
  readonly stores: readonly string[];
  /** Names of APIs. */
  readonly apis: readonly string[];
}

/** What happens to one table. */
export interface TableChange {
  readonly table: string;
  readonly class: ChangeClass;
  /** Why it is of that class, in one sentence. */
  readonly why: string;
  /** Everything that was found, the most dangerous first. */
  readonly reasons: readonly ChangeReason[];
  /** True when the table's own declaration is as it was, and only its job makes it move. */
  readonly carried: boolean;
  readonly reaches: Reach;
  readonly resume: Resume;
  /** What is computed again, in one sentence; empty when nothing is. */
  readonly backfill: string;
}

/** What happens to one job. */
export interface JobChange {
  readonly job: string;
  readonly resume: Resume;
  /** Why; empty for a job that stays as it is. */
  readonly why: string;
}

/** What happens to an API, a source or a consumer; `breaking`: someone who relies on it today can't tomorrow. */
export interface SurfaceChange {
  /** `api borough_minute`, `source business`, `consumer dashboard`. */
  readonly subject: string;
  readonly kind: "added" | "metadata" | "compatible" | "breaking";
  readonly why: string;
}

/** What lies between two Plans. Pure data, frozen, the same for the same Plans. */
export interface ChangeReport {
  readonly version: 1;
  /** Hashes of the two Plans. */
  readonly from: string;
  readonly to: string;
  /** The most dangerous class of all tables. */
  readonly class: ChangeClass;
  /** Every table of either Plan, sorted by id. */
  readonly tables: readonly TableChange[];
  /** Every job of either Plan, sorted by name. */
  readonly jobs: readonly JobChange[];
  /** Only what changes. */
  readonly surface: readonly SurfaceChange[];
  /** What must be named with `--allow-delete` before any of it is done: tables, and jobs that lose their state. */
  readonly mustName: readonly string[];
}

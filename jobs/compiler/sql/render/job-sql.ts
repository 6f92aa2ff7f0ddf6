import type { TypedColumn } from "../../plan/column";

/** A topic as the job's contract declares it; the runner compares it with the deployed one before the job starts. */
export interface TopicContract {
  readonly topic: string;
  readonly partitions: number;
  /** The table that each record names. */
  readonly table: string;
  readonly schema: string;
  readonly access: "read" | "write";
}

/** A store table as the job's contract declares it. Addresses are placeholders. */
export interface StoreContract {
  readonly system: string;
  readonly dialect: "postgres" | "mysql";
  readonly jdbcUrl: string;
  readonly user: string;
  readonly password: string;
  /** Null: the database of the address. */
  readonly schema: string | null;
  readonly table: string;
  readonly columns: readonly TypedColumn[];
  readonly key: readonly string[];
}

/**
 * A job as Flink SQL. Free of any environment: addresses are `${name}` and secrets `${secret:name}`, which only the
 * runner resolves.
 */
export interface JobSql {
  /** Flink configuration, sorted by key. */
  readonly settings: Readonly<Record<string, string>>;
  /** Databases, tables and views, in the order in which they must run. */
  readonly statements: readonly string[];
  /** The statement set. */
  readonly inserts: readonly string[];
  readonly contracts: {
    readonly topics: readonly TopicContract[];
    readonly stores: readonly StoreContract[];
  };
}

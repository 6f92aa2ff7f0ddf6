import type { JobNode, JobRead } from "../../plan/job-node";
import type { StoreNode } from "../../plan/store-node";
import type { StoreContract } from "./job-sql";

/** Options of a table's WITH clause, in the order in which they are written. */
export type ConnectorOptions = Readonly<Record<string, string>>;

/** What a topic's sink writes. */
export interface TopicSink {
  readonly topic: string;
  /** The table that each record names. */
  readonly recordTable: string;
  readonly schema: string;
  readonly key: readonly string[];
  readonly required: readonly string[];
  readonly timeColumn: string | null;
}

/** How one system's tables are connected. */
export interface StoreDialect {
  readonly connect: (store: StoreNode) => ConnectorOptions;
  readonly contract: (store: StoreNode) => StoreContract;
}

/** What differs between the places where a job's SQL runs: connectors, their options and Flink's settings. */
export interface SqlDialect {
  readonly settings: (job: JobNode) => Readonly<Record<string, string>>;
  readonly topicSource: (job: JobNode, read: JobRead) => ConnectorOptions;
  readonly topicSink: (sink: TopicSink) => ConnectorOptions;
  /** By system. */
  readonly stores: ReadonlyMap<string, StoreDialect>;
}

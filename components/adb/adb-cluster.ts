import type { Resource } from "@pulumi/pulumi";
import type { StoreNode } from "../../jobs/compiler/plan/store-node";
import type { ChildOptions } from "../platform/child-options";

/** A cluster of AnalyticDB for MySQL, wherever it runs. */
export interface AdbCluster {
  /** Makes a table with the columns and the key of the Plan's node. */
  table(name: string, node: StoreNode, options: ChildOptions): Resource;
}

import type { Resource } from "@pulumi/pulumi";
import type { StoreNode } from "../../jobs/compiler/plan/store-node";
import type { ChildOptions } from "../platform/child-options";

/** An instance of Hologres, wherever it runs. */
export interface HologresInstance {
  /** Makes a table with the columns and the key of the Plan's node. */
  table(name: string, node: StoreNode, exported: boolean, options: ChildOptions): Resource;
}

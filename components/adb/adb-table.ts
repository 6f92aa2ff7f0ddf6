import * as pulumi from "@pulumi/pulumi";
import type { StoreNode } from "../../jobs/compiler/plan/store-node";
import type { Transform } from "../platform/child-options";
import type { AdbCluster } from "./adb-cluster";

/** Arguments of `AdbTable`. */
export interface AdbTableArgs {
  /** Where the table is made. */
  readonly instance: AdbCluster;
  /** The Plan's table of this store. */
  readonly node: StoreNode;
  /** What must be there first. Default: only the instance. */
  readonly after?: readonly pulumi.Resource[];
  readonly transform?: { readonly table?: Transform };
}

/** One table of the warehouse in AnalyticDB. */
export class AdbTable extends pulumi.ComponentResource {
  /** The table itself. */
  readonly table: pulumi.Resource;

  constructor(name: string, args: AdbTableArgs, options: pulumi.ComponentResourceOptions) {
    super("stratahouse:adb:AdbTable", name, {}, options);
    this.table = args.instance.table(name, args.node, {
      parent: this,
      dependsOn: args.after ?? [],
      transform: args.transform?.table,
    });
    this.registerOutputs({ table: `${args.node.schema}.${args.node.name}` });
  }
}

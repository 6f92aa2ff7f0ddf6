import * as pulumi from "@pulumi/pulumi";
import type { StoreNode } from "../../jobs/compiler/plan/store-node";
import type { Transform } from "../platform/child-options";
import type { HologresInstance } from "./hologres-instance";

/** Arguments of `HologresTable`. */
export interface HologresTableArgs {
  /** Where the table is made. */
  readonly instance: HologresInstance;
  /** The Plan's table of this store. */
  readonly node: StoreNode;
  /** Whether a view of schema `export` shows it, for OneService to read. Default: false. */
  readonly exported?: boolean;
  /** What must be there first. Default: only the instance. */
  readonly after?: readonly pulumi.Resource[];
  readonly transform?: { readonly table?: Transform };
}

/** One table of the warehouse in Hologres. */
export class HologresTable extends pulumi.ComponentResource {
  /** The table itself. */
  readonly table: pulumi.Resource;

  constructor(name: string, args: HologresTableArgs, options: pulumi.ComponentResourceOptions) {
    super("stratahouse:hologres:HologresTable", name, {}, options);
    this.table = args.instance.table(name, args.node, args.exported ?? false, {
      parent: this,
      dependsOn: args.after ?? [],
      transform: args.transform?.table,
    });
    this.registerOutputs({ table: `${args.node.schema}.${args.node.name}` });
  }
}

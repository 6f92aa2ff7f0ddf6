import * as pulumi from "@pulumi/pulumi";
import type { JobNode } from "../../jobs/compiler/plan/job-node";
import type { Plan } from "../../jobs/compiler/plan/plan";
import type { Transform } from "../platform/child-options";
import type { FlinkCluster } from "./flink-cluster";

/** Arguments of `FlinkJob`. */
export interface FlinkJobArgs {
  readonly cluster: FlinkCluster;
  /** The Plan, for the tables, topics and stores that the job names. */
  readonly plan: Plan;
  /** The Plan's job. */
  readonly node: JobNode;
  /** What must be there first: the topics and store tables that the job reads and writes. */
  readonly after?: readonly pulumi.Resource[];
  readonly transform?: { readonly job?: Transform };
}

/** One Flink statement set of the warehouse, deployed. */
export class FlinkJob extends pulumi.ComponentResource {
  /** The job itself. */
  readonly job: pulumi.Resource;

  constructor(name: string, args: FlinkJobArgs, options: pulumi.ComponentResourceOptions) {
    super("stratahouse:flink:FlinkJob", name, {}, options);
    this.job = args.cluster.job(name, args.plan, args.node, {
      parent: this,
      dependsOn: args.after ?? [],
      transform: args.transform?.job,
    });
    this.registerOutputs({ job: args.node.name });
  }
}

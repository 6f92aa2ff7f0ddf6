import type { Resource } from "@pulumi/pulumi";
import type { JobNode } from "../../jobs/compiler/plan/job-node";
import type { Plan } from "../../jobs/compiler/plan/plan";
import type { ChildOptions } from "../platform/child-options";

/** A place that runs Flink jobs. It renders a job with its own connectors and addresses. */
export interface FlinkCluster {
  /** Deploys one job of the Plan. */
  job(name: string, plan: Plan, node: JobNode, options: ChildOptions): Resource;
}

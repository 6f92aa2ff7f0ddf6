import type { Resource } from "@pulumi/pulumi";
import type { TopicNode } from "../../jobs/compiler/plan/topic-node";
import type { ChildOptions } from "../platform/child-options";

/** A Kafka cluster, wherever it runs. */
export interface KafkaCluster {
  /** Makes a topic with the partitions and the configuration of the Plan's node. */
  topic(name: string, node: TopicNode, options: ChildOptions): Resource;
}

import * as pulumi from "@pulumi/pulumi";
import type { TopicNode } from "../../jobs/compiler/plan/topic-node";
import type { Transform } from "../platform/child-options";
import type { KafkaCluster } from "./kafka-cluster";

/** Arguments of `KafkaTopic`. */
export interface KafkaTopicArgs {
  /** The cluster that the topic is made in. */
  readonly cluster: KafkaCluster;
  /** The Plan's topic. */
  readonly node: TopicNode;
  /** What must be there first. Default: only the cluster. */
  readonly after?: readonly pulumi.Resource[];
  readonly transform?: { readonly topic?: Transform };
}

/** One Kafka topic of the warehouse. */
export class KafkaTopic extends pulumi.ComponentResource {
  /** The topic itself. */
  readonly topic: pulumi.Resource;

  constructor(name: string, args: KafkaTopicArgs, options: pulumi.ComponentResourceOptions) {
    super("stratahouse:kafka:KafkaTopic", name, {}, options);
    this.topic = args.cluster.topic(name, args.node, {
      parent: this,
      dependsOn: args.after ?? [],
      transform: args.transform?.topic,
    });
    this.registerOutputs({ topic: args.node.name });
  }
}

import * as pulumi from "@pulumi/pulumi";
import type { SourceNode } from "../../jobs/compiler/plan/source-node";
import type { TopicNode } from "../../jobs/compiler/plan/topic-node";
import type { Transform } from "../platform/child-options";
import type { DtsService } from "./dts-service";

/** Arguments of `DtsSubscription`. */
export interface DtsSubscriptionArgs {
  readonly service: DtsService;
  /** The Plan's source database with its captured tables. */
  readonly source: SourceNode;
  /** The topics of the captured tables' change records. */
  readonly topics: readonly TopicNode[];
  /** What must be there first, e.g. the topics. */
  readonly after?: readonly pulumi.Resource[];
  readonly transform?: { readonly subscription?: Transform };
}

/** The change data capture of one source database. */
export class DtsSubscription extends pulumi.ComponentResource {
  /** The subscription itself. */
  readonly subscription: pulumi.Resource;

  constructor(name: string, args: DtsSubscriptionArgs, options: pulumi.ComponentResourceOptions) {
    super("stratahouse:dts:DtsSubscription", name, {}, options);
    this.subscription = args.service.subscription(name, args.source, args.topics, {
      parent: this,
      dependsOn: args.after ?? [],
      transform: args.transform?.subscription,
    });
    this.registerOutputs({ source: args.source.name });
  }
}

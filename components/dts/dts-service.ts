import type { Resource } from "@pulumi/pulumi";
import type { SourceNode } from "../../jobs/compiler/plan/source-node";
import type { TopicNode } from "../../jobs/compiler/plan/topic-node";
import type { ChildOptions } from "../platform/child-options";

/** What captures the changes of source databases (DTS), wherever it runs. */
export interface DtsService {
  /** Makes a subscription that writes each change of a captured table to the table's topic. */
  subscription(
    name: string,
    source: SourceNode,
    topics: readonly TopicNode[],
    options: ChildOptions,
  ): Resource;
}

import * as pulumi from "@pulumi/pulumi";
import type { JobNode } from "../jobs/compiler/plan/job-node";
import type { Plan } from "../jobs/compiler/plan/plan";
import type { SourceNode } from "../jobs/compiler/plan/source-node";
import type { StoreNode } from "../jobs/compiler/plan/store-node";
import type { TopicNode } from "../jobs/compiler/plan/topic-node";
import { AdbTable } from "./adb/adb-table";
import { DtsSubscription } from "./dts/dts-subscription";
import { FlinkJob } from "./flink/flink-job";
import { HologresTable } from "./hologres/hologres-table";
import { KafkaTopic } from "./kafka/kafka-topic";
import { OneServiceGateway } from "./oneservice/oneservice-gateway";
import type { Transform } from "./platform/child-options";
import type { Platform, ProvidePlatform } from "./platform/platform";
import { ContractResource } from "./warehouse/contract-resource";

/** Arguments of `Warehouse`. */
export interface WarehouseArgs {
  /** What the warehouse is. */
  readonly plan: Plan;
  /** Where it runs. */
  readonly platform: ProvidePlatform;
  /** Changes the resources of a kind before they are made. */
  readonly transform?: {
    readonly topic?: Transform;
    readonly hologresTable?: Transform;
    readonly adbTable?: Transform;
    readonly subscription?: Transform;
    readonly job?: Transform;
    readonly gateway?: Transform;
    readonly catalogue?: Transform;
  };
}

interface StoreContext {
  readonly platform: Platform;
  readonly node: StoreNode;
  readonly exported: boolean;
  readonly transform: WarehouseArgs["transform"];
}

/** The typed component of each store system. */
const STORE_TABLES: Readonly<
  Record<string, (context: StoreContext, options: pulumi.ComponentResourceOptions) => pulumi.Resource>
> = {
  hologres: ({ platform, node, exported, transform }, options) =>
    new HologresTable(
      node.table,
      { instance: platform.hologres, node, exported, ...child("table", transform?.hologresTable) },
      options,
    ),
  adb: ({ platform, node, transform }, options) =>
    new AdbTable(
      node.table,
      { instance: platform.adb, node, ...child("table", transform?.adbTable) },
      options,
    ),
};

/** The whole warehouse of a Plan: topics, store tables, change data capture, jobs and APIs, in the order they need. */
export class Warehouse extends pulumi.ComponentResource {
  /** The address of the HTTP APIs. */
  readonly url: string;
  readonly #args: WarehouseArgs;
  readonly #platform: Platform;

  constructor(name: string, args: WarehouseArgs, options: pulumi.ComponentResourceOptions = {}) {
    super("stratahouse:index:Warehouse", name, {}, options);
    const { plan } = args;
    this.#args = args;
    // Refuses the removal of what holds data before anything has changed.
    const contract = new ContractResource(`${name}-contract`, plan, { parent: this });
    this.#platform = args.platform(name, plan, { parent: this, dependsOn: [contract] });

    const topics = new Map(plan.topics.map((node) => [node.name, this.#topic(node)]));
    const stores = new Map(plan.stores.map((node) => [node.id, this.#storeTable(node)]));
    const subscriptions = plan.sources.map((source) => this.#subscription(source, topics));
    const jobs = plan.jobs.map((job) => this.#job(job, topics, stores, subscriptions));
    const gateway = new OneServiceGateway(
      name,
      {
        host: this.#platform.oneservice,
        apis: plan.apis,
        consumers: plan.consumers,
        after: [...stores.values()],
        transform: {
          ...child("gateway", args.transform?.gateway).transform,
          ...child("catalogue", args.transform?.catalogue).transform,
        },
      },
      { parent: this },
    );
    this.#platform.complete({ parent: this, dependsOn: [...subscriptions, ...jobs, gateway] });
    this.url = gateway.url;
    this.registerOutputs({ url: this.url, plan: plan.hash });
  }

  #topic(node: TopicNode): pulumi.Resource {
    return new KafkaTopic(
      node.name,
      { cluster: this.#platform.kafka, node, ...child("topic", this.#args.transform?.topic) },
      { parent: this },
    );
  }

  #storeTable(node: StoreNode): pulumi.Resource {
    const make = STORE_TABLES[node.system];
    if (make === undefined) {
      const known = Object.keys(STORE_TABLES).join(", ");
      throw new pulumi.ResourceError(
        `${node.id}: no component for the store ${node.system}; known: ${known}`,
        this,
      );
    }
    const exported = this.#args.plan.apis.some(
      (api) => api.system === node.system && api.table === node.table,
    );
    const context = { platform: this.#platform, node, exported, transform: this.#args.transform };
    return make(context, { parent: this });
  }

  #subscription(source: SourceNode, topics: ReadonlyMap<string, pulumi.Resource>): pulumi.Resource {
    const { plan } = this.#args;
    const names = source.tables.map((table) => table.topic);
    return new DtsSubscription(
      source.name,
      {
        service: this.#platform.dts,
        source,
        topics: plan.topics.filter((topic) => names.includes(topic.name)),
        after: names.flatMap((topic) => topics.get(topic) ?? []),
        ...child("subscription", this.#args.transform?.subscription),
      },
      { parent: this },
    );
  }

  #job(
    node: JobNode,
    topics: ReadonlyMap<string, pulumi.Resource>,
    stores: ReadonlyMap<string, pulumi.Resource>,
    subscriptions: readonly pulumi.Resource[],
  ): pulumi.Resource {
    const { plan } = this.#args;
    const topicNames = [
      ...node.reads.flatMap((read) => [read.topic, read.deadLetterTopic]),
      ...node.writes.flatMap((write) => plan.topics.find((topic) => topic.id === write.target)?.name ?? []),
    ];
    const after = [
      ...[...new Set(topicNames)].flatMap((topic) => topics.get(topic) ?? []),
      ...node.writes.flatMap((write) => stores.get(write.target) ?? []),
      ...subscriptions,
    ];
    return new FlinkJob(
      node.name,
      { cluster: this.#platform.flink, plan, node, after, ...child("job", this.#args.transform?.job) },
      { parent: this },
    );
  }
}

/** `{ transform: { topic: f } }` where there is a transform, else nothing. */
function child<K extends string>(
  key: K,
  transform: Transform | undefined,
): { readonly transform?: { readonly [P in K]?: Transform } } {
  return transform === undefined ? {} : { transform: { [key]: transform } as { [P in K]?: Transform } };
}

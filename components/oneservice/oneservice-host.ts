import type { Resource } from "@pulumi/pulumi";
import type { ApiNode } from "../../jobs/compiler/plan/api-node";
import type { ConsumerNode } from "../../jobs/compiler/plan/consumer-node";
import type { ChildOptions } from "../platform/child-options";

/** Where OneService's gateway runs. */
export interface OneServiceHost {
  /** The address that consumers call, e.g. `http://127.0.0.1:18080`. */
  readonly url: string;
  /** Makes the gateway. */
  gateway(name: string, options: ChildOptions): Resource;
  /** Puts APIs and consumers into service on the gateway. */
  catalogue(
    name: string,
    apis: readonly ApiNode[],
    consumers: readonly ConsumerNode[],
    options: ChildOptions,
  ): Resource;
}

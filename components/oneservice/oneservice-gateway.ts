import * as pulumi from "@pulumi/pulumi";
import type { ApiNode } from "../../jobs/compiler/plan/api-node";
import type { ConsumerNode } from "../../jobs/compiler/plan/consumer-node";
import type { Transform } from "../platform/child-options";
import type { OneServiceHost } from "./oneservice-host";

/** Arguments of `OneServiceGateway`. */
export interface OneServiceGatewayArgs {
  readonly host: OneServiceHost;
  /** The Plan's APIs. */
  readonly apis: readonly ApiNode[];
  /** The Plan's consumers. */
  readonly consumers: readonly ConsumerNode[];
  /** What must be there before the APIs go into service, e.g. their tables. */
  readonly after?: readonly pulumi.Resource[];
  readonly transform?: { readonly gateway?: Transform; readonly catalogue?: Transform };
}

/** The gateway that answers the warehouse's HTTP APIs, and what it serves. */
export class OneServiceGateway extends pulumi.ComponentResource {
  readonly gateway: pulumi.Resource;
  readonly catalogue: pulumi.Resource;
  /** The address that consumers call. */
  readonly url: string;

  constructor(name: string, args: OneServiceGatewayArgs, options: pulumi.ComponentResourceOptions) {
    super("stratahouse:oneservice:OneServiceGateway", name, {}, options);
    this.url = args.host.url;
    this.gateway = args.host.gateway(name, {
      parent: this,
      dependsOn: [],
      transform: args.transform?.gateway,
    });
    this.catalogue = args.host.catalogue(name, args.apis, args.consumers, {
      parent: this,
      dependsOn: [this.gateway, ...(args.after ?? [])],
      transform: args.transform?.catalogue,
    });
    this.registerOutputs({ url: this.url });
  }
}

import type { CustomResourceOptions } from "@pulumi/pulumi";
import { StrataResource } from "../provider/resources/strata-resource";
import type { GatewayInputs } from "./gateway-handler";

/** The OneService gateway as a process of this machine. */
export class GatewayResource extends StrataResource<GatewayInputs> {
  constructor(name: string, inputs: GatewayInputs, options: CustomResourceOptions) {
    super("strata:oneservice:Gateway", name, inputs, options);
  }
}

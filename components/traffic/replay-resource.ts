import type { CustomResourceOptions } from "@pulumi/pulumi";
import { StrataResource } from "../provider/resources/strata-resource";
import type { ReplayInputs } from "./replay-handler";

/** The sample traffic. */
export class ReplayResource extends StrataResource<ReplayInputs> {
  constructor(name: string, inputs: ReplayInputs, options: CustomResourceOptions) {
    super("strata:traffic:Replay", name, inputs, options);
  }
}

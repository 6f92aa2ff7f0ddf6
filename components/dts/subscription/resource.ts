import type { CustomResourceOptions } from "@pulumi/pulumi";
import { StrataResource } from "../../provider/resources/strata-resource";
import type { SubscriptionInputs } from "./handler";

/** A subscription to the changes of a source database. */
export class SubscriptionResource extends StrataResource<SubscriptionInputs> {
  constructor(name: string, inputs: SubscriptionInputs, options: CustomResourceOptions) {
    super("strata:dts:Subscription", name, inputs, options);
  }
}

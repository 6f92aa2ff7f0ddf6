import type { CustomResourceOptions } from "@pulumi/pulumi";
import { StrataResource } from "../../provider/resources/strata-resource";
import type { HologresTableInputs } from "./handler";

/** A table of Hologres with its grants and its export view. */
export class HologresTableResource extends StrataResource<HologresTableInputs> {
  constructor(name: string, inputs: HologresTableInputs, options: CustomResourceOptions) {
    super("strata:hologres:Table", name, inputs, options);
  }
}

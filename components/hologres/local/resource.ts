import type { CustomResourceOptions } from "@pulumi/pulumi";
import { StrataResource } from "../../provider/resources/strata-resource";
import type { HologresServerInputs } from "./server";

/** The local PostgreSQL. */
export class HologresServerResource extends StrataResource<HologresServerInputs> {
  constructor(name: string, inputs: HologresServerInputs, options: CustomResourceOptions) {
    super("strata:hologres:Server", name, inputs, options);
  }
}

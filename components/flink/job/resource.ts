import type { CustomResourceOptions } from "@pulumi/pulumi";
import { StrataResource } from "../../provider/resources/strata-resource";
import type { FlinkJobInputs } from "./handler";

/** A job of a Flink cluster. */
export class FlinkJobResource extends StrataResource<FlinkJobInputs> {
  constructor(name: string, inputs: FlinkJobInputs, options: CustomResourceOptions) {
    super("strata:flink:Job", name, inputs, options);
  }
}

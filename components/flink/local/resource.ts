import type { CustomResourceOptions } from "@pulumi/pulumi";
import { StrataResource } from "../../provider/resources/strata-resource";
import type { FlinkClusterInputs } from "./server";

/** The local Flink. */
export class FlinkClusterResource extends StrataResource<FlinkClusterInputs> {
  constructor(name: string, inputs: FlinkClusterInputs, options: CustomResourceOptions) {
    super("strata:flink:Cluster", name, inputs, options);
  }
}

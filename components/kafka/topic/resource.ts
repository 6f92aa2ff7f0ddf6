import type { CustomResourceOptions } from "@pulumi/pulumi";
import { StrataResource } from "../../provider/resources/strata-resource";
import type { TopicInputs } from "./handler";

/** A Kafka topic. */
export class TopicResource extends StrataResource<TopicInputs> {
  constructor(name: string, inputs: TopicInputs, options: CustomResourceOptions) {
    super("strata:kafka:Topic", name, inputs, options);
  }
}

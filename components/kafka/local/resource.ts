import type { CustomResourceOptions } from "@pulumi/pulumi";
import { StrataResource } from "../../provider/resources/strata-resource";
import type { KafkaServerInputs } from "./server";

/** The local Kafka. */
export class KafkaServerResource extends StrataResource<KafkaServerInputs> {
  constructor(name: string, inputs: KafkaServerInputs, options: CustomResourceOptions) {
    super("strata:kafka:Server", name, inputs, options);
  }
}

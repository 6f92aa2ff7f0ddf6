import type { CustomResourceOptions } from "@pulumi/pulumi";
import { StrataResource } from "../../provider/resources/strata-resource";
import type { SchemaInputs } from "./handler";

/** The business tables that a source needs. */
export class SchemaResource extends StrataResource<SchemaInputs> {
  constructor(name: string, inputs: SchemaInputs, options: CustomResourceOptions) {
    super("strata:rds:Schema", name, inputs, options);
  }
}

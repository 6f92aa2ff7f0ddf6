import type { CustomResourceOptions } from "@pulumi/pulumi";
import { StrataResource } from "../../provider/resources/strata-resource";
import type { RdsServerInputs } from "./server";

/** The local MariaDB. */
export class RdsServerResource extends StrataResource<RdsServerInputs> {
  constructor(name: string, inputs: RdsServerInputs, options: CustomResourceOptions) {
    super("strata:rds:Server", name, inputs, options);
  }
}

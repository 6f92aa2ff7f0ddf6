import type { CustomResourceOptions } from "@pulumi/pulumi";
import { StrataResource } from "../../provider/resources/strata-resource";
import type { AdbTableInputs } from "./handler";

/** A table of AnalyticDB. */
export class AdbTableResource extends StrataResource<AdbTableInputs> {
  constructor(name: string, inputs: AdbTableInputs, options: CustomResourceOptions) {
    super("strata:adb:Table", name, inputs, options);
  }
}

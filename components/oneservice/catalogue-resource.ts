import type { CustomResourceOptions } from "@pulumi/pulumi";
import { StrataResource } from "../provider/resources/strata-resource";
import type { CatalogueInputs } from "./catalogue-handler";

/** What a OneService gateway serves to whom. */
export class CatalogueResource extends StrataResource<CatalogueInputs> {
  constructor(name: string, inputs: CatalogueInputs, options: CustomResourceOptions) {
    super("strata:oneservice:Catalogue", name, inputs, options);
  }
}

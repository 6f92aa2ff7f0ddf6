import * as pulumi from "@pulumi/pulumi";

/** A resource of the provider `strata`. `I`: its inputs as its handler declares them; all are plain values. */
export abstract class StrataResource<I extends object> extends pulumi.CustomResource {
  protected constructor(type: string, name: string, inputs: I, options: pulumi.CustomResourceOptions) {
    super(type, name, { ...inputs }, options);
  }
}

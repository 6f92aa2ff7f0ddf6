import type { CustomResourceOptions, Resource } from "@pulumi/pulumi";

/**
 * The escape hatch of every component: gets the inputs of a child resource before it is made, and returns those that
 * shall be different.
 */
export type Transform = (inputs: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** What a component says to the system that makes its child. */
export interface ChildOptions {
  readonly parent: Resource;
  /** What must be there first. */
  readonly dependsOn: readonly Resource[];
  readonly transform: Transform | undefined;
}

/** The inputs after the component's transform; the provider checks what came out. */
export function transformed<I extends object>(inputs: I, options: ChildOptions): I {
  const { transform } = options;
  return transform === undefined
    ? inputs
    : { ...inputs, ...transform(Object.fromEntries(Object.entries(inputs))) };
}

/** Pulumi's options of a child that also needs `more` before it. */
export function childOptions(options: ChildOptions, more: readonly Resource[] = []): CustomResourceOptions {
  return { parent: options.parent, dependsOn: [...options.dependsOn, ...more] };
}

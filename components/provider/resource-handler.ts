import type { z } from "zod";
import type { OperationContext } from "./operation-context";

/** One property that differs, as shown by `pulumi preview`; `replace` when it can't be changed in place. */
export interface Change {
  readonly property: string;
  readonly kind: "add" | "update" | "delete";
  readonly replace?: boolean;
}

/** What a handler found when it looked for the real thing. */
export type ReadResult<I, O> =
  | { readonly found: true; readonly inputs: I; readonly outputs: O }
  /** Looked, and it is not there. Never returned because a look failed. */
  | { readonly found: false };

/**
 * How one resource type is created, read, updated and deleted over its system's own protocol.
 *
 * `I`: the checked inputs (plain data). `O`: the outputs kept in the state; they contain every input.
 * No secret is part of either: secrets are named (`secret: "hologres/writer"`) and read where they are used.
 */
export interface ResourceHandler<I extends object, O extends I> {
  /** Type token, e.g. `strata:kafka:Topic`. */
  readonly type: string;
  /** Validates and fills defaults; its issues become Pulumi check failures that name the property. */
  readonly inputs: z.ZodType<I>;
  /** Inputs that can't change in place. Default: none. */
  readonly replaceOn?: readonly (keyof I & string)[];
  /** Refusals that need the old inputs too, as messages by property; runs in preview and before any change. */
  checkChange?(olds: I | undefined, news: I, context: OperationContext): Promise<readonly CheckFailure[]>;
  /**
   * Differences between the real thing and `news` that a comparison of inputs can't see (a dead process, a deleted
   * topic). Runs in every preview and up, so it must be quick; where the system can't be reached it says so with
   * `context.warn` and returns no difference.
   */
  probe?(id: string, olds: O, news: I, context: OperationContext): Promise<readonly Change[]>;
  /** Outputs that are already known before an update runs, shown in preview. Default: olds with news over them. */
  create(inputs: I, context: OperationContext): Promise<{ readonly id: string; readonly outputs: O }>;
  read(id: string, olds: O | undefined, context: OperationContext): Promise<ReadResult<I, O>>;
  update(id: string, olds: O, news: I, context: OperationContext): Promise<O>;
  /** Deleting what is already gone succeeds. */
  delete(id: string, olds: O, context: OperationContext): Promise<void>;
}

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

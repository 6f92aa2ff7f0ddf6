/** What an operation of the provider may tell its user, and how it learns that the user gave up. */
export interface OperationContext {
  readonly urn: string;
  /** Aborted when the user cancels. */
  readonly signal: AbortSignal;
  /** A passing line in Pulumi's progress display. */
  status(message: string): void;
  info(message: string): void;
  warn(message: string): void;
}

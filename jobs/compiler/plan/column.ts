/** How sensitive a column is; `pii` may not leave through an API without a grant that names it. */
export type Classification = "public" | "internal" | "pii";

/**
 * One column of a contract: the same in the topic, the store tables, the stream run and the batch run.
 *
 * `type` is the canonical Flink SQL type text without nullability, e.g. `DECIMAL(18, 2)`, `TIMESTAMP(3)`.
 */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly doc: string;
  readonly classification: Classification;
}

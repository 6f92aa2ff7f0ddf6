/** How sensitive a column is; `pii` may not leave through an API without a grant that names it. */
export type Classification = "public" | "internal" | "pii";

/** What a job needs to know of a column: nothing that may change without touching the job. */
export interface TypedColumn {
  readonly name: string;
  /** The canonical Flink SQL type text without nullability, e.g. `DECIMAL(18, 2)`, `TIMESTAMP(3)`. */
  readonly type: string;
  readonly nullable: boolean;
}

/** One column of a contract: the same in the topic, the store tables, the stream run and the batch run. */
export interface Column extends TypedColumn {
  readonly doc: string;
  readonly classification: Classification;
}

import { z } from "zod";

/** A contract column as an input: Flink SQL type and nullability. */
export const columnInput = z.object({
  name: z.string().min(1),
  type: z.string().min(1),
  nullable: z.boolean(),
});

/** Where a database answers and as whom to speak to it; `secret` names a file below `secretsDir`. */
export const databaseInputs = z.object({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535),
  database: z.string().min(1),
  user: z.string().min(1),
  secret: z.string().min(1),
  secretsDir: z.string().min(1),
});

/** What the tables of every store are declared with. */
export const storeTableInputs = databaseInputs.extend({
  name: z.string().min(1),
  columns: z.array(columnInput).min(1),
  /** Columns of the primary key; empty: no key. */
  key: z.array(z.string()),
  lifecycle: z.enum(["managed", "protected", "external"]),
  comment: z.string().optional(),
  /** Id of the layer table, as `STRATA_ALLOW_DELETE` names it. */
  table: z.string().optional(),
});

/** Address and credentials (by name) of a database. */
export type DatabaseInputs = z.output<typeof databaseInputs>;
/** Inputs that the tables of every store have. */
export type StoreTableInputs = z.output<typeof storeTableInputs>;

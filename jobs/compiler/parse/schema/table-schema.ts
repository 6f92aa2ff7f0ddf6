import * as z from "zod";
import { columns } from "./columns";
import { doc, duration, fail, identifier, names, owner } from "./primitives";

const sourceTable = z.string().transform((text, context) => {
  const match = /^([^.]+)\.([^.]+)$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) {
    return fail(
      context,
      "name/invalid",
      `"${text}" is not a source table.`,
      "Write source.table, e.g. business.trips.",
    );
  }
  return { source: match[1], table: match[2] };
});

const head = {
  doc,
  owner,
  key: names.min(1).optional(),
  time: z.strictObject({ column: identifier, lateness: duration.default(0) }).optional(),
  freshness: duration.optional(),
  state: z.strictObject({ ttl: duration }).optional(),
  stores: names.default([]),
  lifecycle: z.enum(["managed", "protected", "external"]).default("protected"),
  job: identifier.optional(),
  partitions: z.int().min(1).max(1000).default(2),
};

/** A table that a SELECT computes. */
export const computedTableSchema = z.strictObject({
  ...head,
  columns,
  sql: z.string().refine((text) => text.trim() !== "", { error: "The SQL is empty." }),
});

/** A table that is captured from a source. */
export const capturedTableSchema = z.strictObject({
  ...head,
  columns: columns.optional(),
  source: sourceTable,
});

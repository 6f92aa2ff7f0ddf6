import * as z from "zod";
import { columns } from "./columns";
import { doc, duration, fail, identifier, names, owner, partitions, size } from "./primitives";

const sourceTable = z
  .string()
  .transform((text, context) => {
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
  })
  .meta({ pattern: "^[^.]+\\.[^.]+$", examples: ["business.trips"] });

const MAX_KEYS = 1_000_000_000_000;

const state = z
  .strictObject({
    ttl: duration
      .optional()
      .describe("How long the job keeps state that is not touched. Left out: for ever."),
    budget: size
      .optional()
      .describe(
        "The most state that the operators of the SELECT may keep; the estimate is checked against it.",
      ),
    keys: z
      .int()
      .min(1)
      .max(MAX_KEYS)
      .optional()
      .describe(
        "How many different keys the table holds at once, for estimates of state here and downstream.",
      ),
  })
  .describe("What bounds the state that the job keeps for this table.");

const head = {
  doc,
  owner,
  key: names
    .min(1)
    .optional()
    .describe("The columns that make a row unique. Stores and topics are written by it."),
  time: z
    .strictObject({
      column: identifier.describe("The event-time column: TIMESTAMP or TIMESTAMP_LTZ."),
      lateness: duration.default(0).describe("How late a record may come. Default: not at all."),
    })
    .optional()
    .describe("When a row happened; windows and temporal joins need it."),
  freshness: duration
    .optional()
    .describe("How old the newest row may be, from the business to this table, when all is well."),
  state: state.optional(),
  stores: names.default([]).describe("Systems that hold the table beside its topic: hologres, adb."),
  lifecycle: z
    .enum(["managed", "protected", "external"])
    .default("protected")
    .describe(
      "managed: goes with its file. protected (default): goes only when it is named in --allow-delete. external: is never touched.",
    ),
  job: identifier
    .optional()
    .describe(
      "The Flink job that computes the table; tables of one job are fused. Default: a job of its own.",
    ),
  partitions: partitions.describe("Partitions of the table's topic. Default: 2."),
};

/** A table that a SELECT computes. */
export const computedTableSchema = z.strictObject({
  ...head,
  columns,
  sql: z
    .string()
    .refine((text) => text.trim() !== "", { error: "The SQL is empty." })
    .meta({
      description: "One Flink SQL query that gives the columns in their order.",
      pattern: "\\S",
    }),
});

/** A table that is captured from a source. */
export const capturedTableSchema = z.strictObject({
  ...head,
  columns: columns.optional(),
  source: sourceTable.describe("What is captured: source.table."),
});

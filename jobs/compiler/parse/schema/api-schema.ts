import * as z from "zod";
import type { FilterOperator } from "../../plan/api-node";
import { doc, duration, fail, identifier, names, owner, tableId } from "./primitives";

const operator = z
  .enum(["eq", "in", "gte", "gt", "lte", "lt"])
  .describe("How a caller may compare the field.");

const USES: Readonly<
  Record<string, { readonly operators: readonly FilterOperator[]; readonly required: boolean }>
> = {
  required: { operators: ["eq"], required: true },
  optional: { operators: ["eq", "in"], required: false },
  range: { operators: ["eq", "gte", "gt", "lte", "lt"], required: false },
};

const filter = z.union([
  z
    .enum(["required", "optional", "range"])
    .transform((use) => ({
      operators: USES[use]?.operators ?? [],
      required: USES[use]?.required ?? false,
    }))
    .describe(
      "required: one value, always given. optional: one value or some. range: one value, or from and to.",
    ),
  z
    .array(operator)
    .min(1)
    .transform((operators) => ({ operators: [...new Set(operators)], required: false })),
]);

const orderItem = z
  .string()
  .transform((text, context) => {
    const match = /^(-?)([a-z][a-z0-9_]{0,62})$/.exec(text);
    if (match?.[2] === undefined) {
      return fail(
        context,
        "name/invalid",
        `"${text}" is not an order.`,
        "Write a field, or -field for the highest first.",
      );
    }
    return { field: match[2], direction: match[1] === "-" ? ("desc" as const) : ("asc" as const) };
  })
  .meta({ pattern: "^-?[a-z][a-z0-9_]{0,62}$" });

const MAX_LIMIT = 100_000;
const limitNumber = z.int().min(1).max(MAX_LIMIT);

const limit = z.union([
  limitNumber.transform((max) => ({ default: max, max })),
  z.strictObject({
    default: limitNumber
      .default(100)
      .describe("Rows of an answer when the caller says nothing. Default: 100."),
    max: limitNumber.default(1000).describe("Rows that a caller may ask for. Default: 1000."),
  }),
]);

const PER_MINUTE: Readonly<Record<string, number>> = { second: 60, minute: 1, hour: 1 / 60 };

const rate = z
  .string()
  .transform((text, context) => {
    const match = /^(\d{1,7}) (?:per|a) (second|minute|hour)$/.exec(text.trim());
    const perMinute = Number(match?.[1] ?? 0) * (PER_MINUTE[match?.[2] ?? ""] ?? 0);
    if (perMinute < 1) {
      const hint = 'Write at least one request a minute, e.g. "600 per minute", "10 per second".';
      return fail(context, "value/rate", `"${text}" is not a rate.`, hint);
    }
    return Math.floor(perMinute);
  })
  .meta({
    pattern: "^\\s*\\d{1,7} (per|a) (second|minute|hour)\\s*$",
    examples: ["600 per minute", "10 per second"],
  });

const rowValue = z.union([z.string(), z.number(), z.boolean()]).transform((value) => String(value));

const grant = z
  .strictObject({
    columns: names
      .min(1)
      .optional()
      .describe("The columns that the consumer sees. Left out: all that are not pii."),
    rows: z
      .record(identifier, z.array(rowValue).min(1))
      .default({})
      .describe("Only rows in which each of these columns has one of the values. Left out: all rows."),
  })
  .nullable()
  .transform((given) => ({ columns: given?.columns ?? null, rows: given?.rows ?? {} }));

/** `layers/apis/<name>.yaml`. */
export const apiSchema = z
  .strictObject({
    doc,
    owner,
    table: tableId.describe("The layer table that answers."),
    system: identifier
      .optional()
      .describe("The store that answers. Default: the table's first store that serves APIs."),
    filters: z
      .record(identifier, filter)
      .default({})
      .describe("What a caller may filter by: a column, and how (required, optional, range or operators)."),
    order: z
      .union([orderItem.transform((one) => [one]), z.array(orderItem).min(1)])
      .default([])
      .describe("The order of the rows: a column, or -column for the highest first; or a list."),
    limit: limit
      .default({ default: 100, max: 1000 })
      .describe("How many rows an answer has: a number, or { default, max }."),
    timeout: duration.default(2_000).describe("How long a query may take. Default: 2 seconds."),
    rate: rate.default(600).describe("How often one consumer may call. Default: 600 per minute."),
    grants: z
      .record(identifier, grant)
      .default({})
      .describe("Who may call: a consumer, and what it sees ({}: all but pii). Left out: nobody."),
  })
  .describe("An HTTP API over a table.");

import * as z from "zod";
import { parseDuration } from "../duration";
import { parseSize } from "../size";

/** Names of tables, columns, jobs, consumers: they must be safe in every system without quotes. */
export const IDENTIFIER = /^[a-z][a-z0-9_]{0,62}$/;

/** What an identifier must look like, in words. */
export const IDENTIFIER_HINT = "Use a to z, 0 to 9 and _, starting with a letter, at most 63 characters.";

/** A name of a table, column, job or consumer. */
export const identifier = z
  .string()
  .superRefine((text, context) => {
    if (!IDENTIFIER.test(text)) {
      context.addIssue({
        code: "custom",
        message: `"${text}" can't be a name.`,
        params: { code: "name/invalid", hint: IDENTIFIER_HINT },
      });
    }
  })
  .meta({ pattern: IDENTIFIER.source });

/** A sentence for people. */
export const doc = z
  .string()
  .trim()
  .min(1)
  .describe("What it is, in a sentence for people who have never seen it.");

/** The team or person to ask. */
export const owner = z.string().trim().min(1).describe("The team or person to ask about it.");

/** Fails a transform with a diagnostic's code and hint. */
export function fail(context: z.core.$RefinementCtx, code: string, message: string, hint = ""): never {
  context.addIssue({ code: "custom", message, params: { code, hint } });
  return z.NEVER;
}

/** A duration in words, as milliseconds. */
export const duration = z
  .string()
  .transform((text, context) => {
    const parsed = parseDuration(text);
    if ("error" in parsed) {
      return fail(
        context,
        "value/duration",
        parsed.error,
        "Units: milliseconds, seconds, minutes, hours, days, weeks.",
      );
    }
    return parsed.ms;
  })
  .meta({
    pattern: "^\\s*\\d{1,9} (millisecond|second|minute|hour|day|week)s?\\s*$",
    examples: ["5 seconds", "1 hour", "90 days"],
  });

/** An amount of memory or disk in words, as bytes. */
export const size = z
  .string()
  .transform((text, context) => {
    const parsed = parseSize(text);
    if ("error" in parsed) return fail(context, "value/size", parsed.error, "Units: KB, MB, GB, TB.");
    return parsed.bytes;
  })
  .meta({ pattern: "^\\s*\\d{1,6}(\\.\\d{1,3})? (KB|MB|GB|TB)\\s*$", examples: ["500 MB", "2 GB"] });

/** `layer.table`. */
export const tableId = z
  .string()
  .transform((text, context) => {
    const parts = text.split(".");
    if (parts.length !== 2 || !parts.every((part) => IDENTIFIER.test(part))) {
      return fail(
        context,
        "name/invalid",
        `"${text}" is not a table.`,
        "Write layer.table, e.g. dwa.borough_minute.",
      );
    }
    return text;
  })
  .meta({ pattern: "^[a-z][a-z0-9_]{0,62}\\.[a-z][a-z0-9_]{0,62}$", examples: ["dwa.borough_minute"] });

/** A list of different names. */
export const names = z
  .array(identifier)
  .superRefine((list, context) => {
    for (const [i, name] of list.entries()) {
      if (list.indexOf(name) < i) {
        context.addIssue({
          code: "custom",
          path: [i],
          message: `"${name}" is listed twice.`,
          params: { code: "value/duplicate", hint: "Keep one of the two." },
        });
      }
    }
  })
  .meta({ uniqueItems: true });

/** How many partitions a topic has. */
export const partitions = z.int().min(1).max(1000).default(2);

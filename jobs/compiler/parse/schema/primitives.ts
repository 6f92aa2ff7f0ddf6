import * as z from "zod";
import { parseDuration } from "../duration";

/** Names of tables, columns, jobs, consumers: they must be safe in every system without quotes. */
export const IDENTIFIER = /^[a-z][a-z0-9_]{0,62}$/;

/** What an identifier must look like, in words. */
export const IDENTIFIER_HINT = "Use a to z, 0 to 9 and _, starting with a letter, at most 63 characters.";

/** A name of a table, column, job or consumer. */
export const identifier = z.string().superRefine((text, context) => {
  if (!IDENTIFIER.test(text)) {
    context.addIssue({
      code: "custom",
      message: `"${text}" can't be a name.`,
      params: { code: "name/invalid", hint: IDENTIFIER_HINT },
    });
  }
});

/** A sentence for people. */
export const doc = z.string().trim().min(1);

/** The team or person to ask. */
export const owner = z.string().trim().min(1);

/** Fails a transform with a diagnostic's code and hint. */
export function fail(context: z.core.$RefinementCtx, code: string, message: string, hint = ""): never {
  context.addIssue({ code: "custom", message, params: { code, hint } });
  return z.NEVER;
}

/** A duration in words, as milliseconds. */
export const duration = z.string().transform((text, context) => {
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
});

/** `layer.table`. */
export const tableId = z.string().transform((text, context) => {
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
});

/** A list of different names. */
export const names = z.array(identifier).superRefine((list, context) => {
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
});

import type * as z from "zod";
import { nearestName } from "../diagnostic/nearest-name";

/** Keys that nothing else is checked against: a file that is wrong only there can still be checked for the rest. */
const APART: ReadonlySet<string> = new Set([
  "doc",
  "owner",
  "freshness",
  "state",
  "lifecycle",
  "partitions",
  "limit",
  "timeout",
  "rate",
]);

/**
 * The file without what is wrong in it, so that its other parts are checked in the same run; null when what is wrong would
 * make other checks guess.
 */
export function setAside(
  raw: Readonly<Record<string, unknown>>,
  issues: readonly z.core.$ZodIssue[],
  known: readonly string[],
): Readonly<Record<string, unknown>> | null {
  const rest: Record<string, unknown> = { ...raw };
  for (const issue of issues) {
    const [head] = issue.path;
    if (head === undefined && issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        const meant = nearestName(key, known);
        if (meant !== null && !APART.has(meant)) return null;
        delete rest[key];
      }
    } else if (typeof head === "string" && APART.has(head)) {
      delete rest[head];
    } else {
      return null;
    }
  }
  // The two that every file must have: any text will do for the checks.
  return { ...rest, doc: rest.doc ?? "-", ...(known.includes("owner") ? { owner: rest.owner ?? "-" } : {}) };
}

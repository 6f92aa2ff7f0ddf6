import type { Place } from "./place";

export type Severity = "error" | "warning" | "info";

/** One thing that is wrong with the layer files: where, what, and what to do about it. */
export interface Diagnostic extends Place {
  readonly severity: Severity;
  /** Stable id of the rule, e.g. `layer/reads`, `sql/unknown-column`. */
  readonly code: string;
  readonly message: string;
  /** What to do; empty when the message says it. */
  readonly hint: string;
}

/** An error: there will be no Plan. */
export function errorAt(place: Place, code: string, message: string, hint = ""): Diagnostic {
  return { ...place, severity: "error", code, message, hint };
}

/** A warning: the Plan is made, but someone should look. */
export function warningAt(place: Place, code: string, message: string, hint = ""): Diagnostic {
  return { ...place, severity: "warning", code, message, hint };
}

/** Something worth knowing; the Plan is made. */
export function infoAt(place: Place, code: string, message: string, hint = ""): Diagnostic {
  return { ...place, severity: "info", code, message, hint };
}

/** By file, line, column, code, message; the same finding once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const byText = new Map(diagnostics.map((one) => [sortKey(one), one]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, one]) => one);
}

function sortKey(one: Diagnostic): string {
  const line = String(one.line).padStart(9, "0");
  const column = String(one.column).padStart(9, "0");
  return [one.file, line, column, one.code, one.message].join("\u0000");
}

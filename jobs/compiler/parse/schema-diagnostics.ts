import type * as z from "zod";
import { type Diagnostic, errorAt } from "../diagnostic/diagnostic";
import { nearestName, suggestion } from "../diagnostic/nearest-name";
import { keyPlace, type Places, valuePlace, type YamlPath } from "../model/places";
import { schemaKeys } from "./schema-keys";

type Issue = z.core.$ZodIssue;

/** Says every issue of a schema in words, at the line of the file that it is about. */
export function schemaDiagnostics(
  schema: z.core.$ZodType,
  issues: readonly Issue[],
  value: unknown,
  places: Places,
): readonly Diagnostic[] {
  const describe = (issue: Issue, base: YamlPath): readonly Diagnostic[] => {
    const path: YamlPath = [...base, ...(issue.path as (string | number)[])];
    const at = valuePlace(places, path);
    switch (issue.code) {
      case "unrecognized_keys": {
        const known = schemaKeys(schema, path);
        return issue.keys.map((key) =>
          errorAt(
            keyPlace(places, [...path, key]),
            "schema/unknown-key",
            `Unknown key "${key}".`,
            suggestion(key, known),
          ),
        );
      }
      case "invalid_union": {
        const branch = fittingBranch(issue.errors);
        if (branch !== null) return branch.flatMap((inner) => describe(inner, path));
        const expected = issue.errors
          .flatMap((errors) => errors.map(expectation))
          .filter((text) => text !== null);
        const found = valueAt(value, path);
        const words = issue.errors
          .flat()
          .flatMap((one) => (one.code === "invalid_value" ? one.values.map(String) : []));
        const nearest = typeof found === "string" ? nearestName(found, words) : null;
        const message = wrongType([...new Set(expected)].join(" or "), found);
        return [errorAt(at, "schema/type", message, nearest === null ? "" : `Did you mean "${nearest}"?`)];
      }
      case "invalid_type": {
        const found = valueAt(value, path);
        if (found !== undefined)
          return [errorAt(at, "schema/type", wrongType(expectation(issue) ?? "a value", found))];
        const name = String(path.at(-1) ?? "");
        if (misspelt(issues, name)) return [];
        return [errorAt(at, "schema/missing", `"${name}" is missing.`, `Add a line "${name}: …".`)];
      }
      case "invalid_value": {
        const allowed = issue.values.map(String);
        const found = valueAt(value, path);
        const nearest = typeof found === "string" ? nearestName(found, allowed) : null;
        const hint = nearest === null ? "" : `Did you mean "${nearest}"?`;
        return [errorAt(at, "schema/value", `${show(found)} is not one of: ${allowed.join(", ")}.`, hint)];
      }
      case "invalid_key":
        return issue.issues.flatMap((inner) =>
          describe({ ...inner, path: [] } as Issue, path).map((one) => ({
            ...one,
            ...keyPlace(places, path),
          })),
        );
      case "too_small":
      case "too_big": {
        const bound = issue.code === "too_small" ? issue.minimum : issue.maximum;
        const side = issue.code === "too_small" ? "at least" : "at most";
        const unit = SIZE_UNITS[issue.origin];
        const must = unit === undefined ? `must be ${side} ${bound}` : `must have ${side} ${bound} ${unit}`;
        return [errorAt(at, "schema/range", `"${String(path.at(-1) ?? "")}" ${must}.`)];
      }
      case "custom": {
        const { code, hint } = (issue.params ?? {}) as { code?: string; hint?: string };
        return [errorAt(at, code ?? "schema/value", issue.message, hint ?? "")];
      }
      default:
        return [errorAt(at, "schema/value", `${issue.message}.`)];
    }
  };
  return issues.flatMap((issue) => describe(issue, []));
}

/** Whether a key that is not known was meant to be `name`: then one finding is enough. */
function misspelt(issues: readonly Issue[], name: string): boolean {
  return issues.some(
    (issue) =>
      issue.code === "unrecognized_keys" &&
      issue.path.length === 0 &&
      issue.keys.some((key) => nearestName(key, [name]) !== null),
  );
}

const SIZE_UNITS: Readonly<Record<string, string>> = { array: "entries", string: "characters" };

/** The branch of a union that the value was meant for: the one whose kind of value it is. */
function fittingBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const fitting = branches.filter(
    (issues) => !issues.some((issue) => issue.path.length === 0 && expectation(issue) !== null),
  );
  return fitting[0] ?? null;
}

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a map",
  record: "a map",
  array: "a list",
};

/** What an issue says that it expected instead of the kind of value that it found; null: the kind was right. */
function expectation(issue: Issue): string | null {
  if (issue.code === "invalid_type") return KINDS[issue.expected] ?? issue.expected;
  if (issue.code === "invalid_value") return issue.values.map(String).join(", ");
  return null;
}

function wrongType(expected: string, found: unknown): string {
  return `Expected ${expected}, found ${show(found)}.`;
}

function show(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  return typeof value === "string"
    ? `"${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`
    : String(value);
}

function valueAt(value: unknown, path: YamlPath): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string | number, unknown>)[part];
  }
  return at;
}

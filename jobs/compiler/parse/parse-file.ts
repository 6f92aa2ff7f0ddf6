import type * as z from "zod";
import { type Diagnostic, errorAt } from "../diagnostic/diagnostic";
import { type Places, valuePlace } from "../model/places";
import { schemaDiagnostics } from "./schema-diagnostics";
import { schemaKeys } from "./schema-keys";
import { setAside } from "./set-aside";
import type { SourceFile } from "./source-file";
import { readYaml } from "./yaml-file";

/** A layer file read by its schema; `value` is null when what is wrong would make other checks guess. */
export interface ParsedFile<T> {
  readonly value: T | null;
  readonly places: Places;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a YAML file by a schema and says everything that is wrong with it. */
export function parseFile<T>(file: SourceFile, schema: z.ZodType<T>): ParsedFile<T> {
  const { value: raw, places, diagnostics } = readYaml(file);
  if (raw === undefined) return { value: null, places, diagnostics };
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    const hint = 'Begin with "doc:" and "owner:" lines.';
    const problem = errorAt(
      valuePlace(places, []),
      "schema/type",
      "The file must be a map of keys and values.",
      hint,
    );
    return { value: null, places, diagnostics: [...diagnostics, problem] };
  }
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    const { issues } = parsed.error;
    const problems = schemaDiagnostics(schema, issues, raw, places);
    const rest = setAside(raw as Readonly<Record<string, unknown>>, issues, schemaKeys(schema, []));
    const value = rest === null ? null : (schema.safeParse(rest).data ?? null);
    return { value, places, diagnostics: [...diagnostics, ...problems] };
  }
  return { value: parsed.data, places, diagnostics };
}

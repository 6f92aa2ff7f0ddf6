import * as z from "zod";

/** A JSON Schema document as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * What a person may write, as JSON Schema of draft 7 (which editors know best), with descriptions; `required` names keys
 * that a check demands beyond the zod type.
 */
export function editorSchema(
  title: string,
  schema: z.ZodType,
  options: { readonly description?: string; readonly required?: readonly string[] } = {},
): JsonSchema {
  const made = z.toJSONSchema(schema, { io: "input", target: "draft-7", unrepresentable: "any" });
  const { $schema, required = [], ...rest } = made;
  return {
    $schema,
    title,
    ...(options.description === undefined ? {} : { description: options.description }),
    ...rest,
    required: [...required, ...(options.required ?? [])],
  };
}

/** The text of a schema's file. */
export function schemaText(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

import type { ViewField } from "./api-view";

/** A row as the store sends it: text, or null. */
export type StoredRow = readonly (string | null)[];

/** JSON text of rows, written straight from the store's text so that no digit is lost on the way. */
export function rowsToJson(fields: readonly ViewField[], rows: readonly StoredRow[]): string {
  const names = fields.map((field) => `${JSON.stringify(field.name)}:`);
  const lines = rows.map((row) => {
    const members = fields.map((field, i) => {
      const stored = row[i] ?? null;
      return names[i] + (stored === null ? "null" : field.type.toJson(stored));
    });
    return `{${members.join(",")}}`;
  });
  return `[${lines.join(",")}]`;
}

import { parseType } from "./parse-type";
import { printType } from "./print-type";

/**
 * The canonical form of a Flink SQL type, e.g. `decimal(18,2)` → `DECIMAL(18, 2)`, or what is wrong with the text
 * and where (UTF-16 offset into it). Nullability at the top (`INT NOT NULL`) is an error: a column says it apart.
 */
export function canonicalType(
  text: string,
): { readonly type: string } | { readonly error: string; readonly offset: number } {
  const parsed = parseType(text);
  return "error" in parsed ? parsed : { type: printType(parsed.type) };
}

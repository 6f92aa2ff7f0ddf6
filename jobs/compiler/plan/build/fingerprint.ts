import { canonicalHash } from "../canonical-json";
import type { TypedColumn } from "../column";

/** Schema fingerprint: the first 16 hex digits of the SHA-256 of names, types, nullability and key. */
export function fingerprint(columns: readonly TypedColumn[], key: readonly string[]): string {
  return canonicalHash({ columns: columns.map(typed), key }).slice(0, 16);
}

/** A column without what does not touch a job. */
export function typed({ name, type, nullable }: TypedColumn): TypedColumn {
  return { name, type, nullable };
}

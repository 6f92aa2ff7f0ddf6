import type { Span } from "../span";

/** One part of a name as written, without quotes. */
export interface Identifier extends Span {
  readonly text: string;
}

/** A name with dots: `trip_id`, `t.trip_id`, `dws.trip`. Has at least one part. */
export interface QualifiedName extends Span {
  readonly parts: readonly Identifier[];
}

/** The parts joined with dots. */
export function nameText(name: QualifiedName): string {
  return name.parts.map((part) => part.text).join(".");
}

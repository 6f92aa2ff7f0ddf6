/** A part of the query's text, in UTF-16 units from 0. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** The part of the text from the start of `first` to the end of `last`. */
export function spanOf(first: Span, last: Span): Span {
  return { offset: first.offset, length: last.offset + last.length - first.offset };
}

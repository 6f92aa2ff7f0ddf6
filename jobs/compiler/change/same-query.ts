import { lex } from "../sql/lex/lexer";
import { isReserved } from "../sql/lex/reserved-words";

/** Whether two queries differ in nothing but white space, comments, the case of keywords and needless quotes. */
export function sameQuery(a: string, b: string): boolean {
  return a === b || normalized(a) === normalized(b);
}

function normalized(text: string): string {
  const { tokens, error } = lex(text);
  if (error !== null) return text;
  return JSON.stringify(
    tokens.map(({ kind, text: content, upper }) => {
      if (kind !== "word") return [kind, content];
      return isReserved(upper) ? ["word", upper] : ["name", content];
    }),
  );
}

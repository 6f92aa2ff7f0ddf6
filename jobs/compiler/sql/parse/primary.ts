import type { Cast, Constructor, Expression } from "../ast/expression";
import type { Identifier } from "../ast/name";
import { isReserved } from "../lex/reserved-words";
import type { Span } from "../span";
import { parseCall, startsCall } from "./call";
import type { Cursor } from "./cursor";
import { parseExpression } from "./expression";
import { literal, startsLiteral } from "./literal";
import { parseQueryHere, setTail, startsQuery } from "./query";
import { nullableType } from "./type";

/** Functions that are called without brackets. */
const BARE = new Set([
  "CURRENT_DATE",
  "CURRENT_TIME",
  "CURRENT_TIMESTAMP",
  "LOCALTIME",
  "LOCALTIMESTAMP",
  "CURRENT_CATALOG",
  "CURRENT_USER",
  "USER",
  "SESSION_USER",
  "SYSTEM_USER",
  "PI",
]);

/** Reads what operators work on: a constant, a name, a call, something in brackets. */
export function primary(cursor: Cursor): Expression {
  const first = cursor.peek();
  if (first.upper === "(") return bracketed(cursor);
  if (startsLiteral(cursor)) return literal(cursor);
  if (first.kind === "word") {
    switch (first.upper) {
      case "CASE":
        return caseExpression(cursor);
      case "CAST":
      case "TRY_CAST":
        if (cursor.peek(1).upper === "(") return cast(cursor);
        break;
      case "EXISTS":
        if (cursor.peek(1).upper === "(") {
          cursor.next();
          cursor.next();
          const query = parseQueryHere(cursor);
          cursor.expect(")");
          return Object.freeze({ kind: "exists", query, ...cursor.since(first) });
        }
        break;
      case "ARRAY":
      case "MAP":
        if (cursor.peek(1).upper === "[")
          return collection(cursor, first.upper === "ARRAY" ? "array" : "map");
        break;
      case "ROW":
        if (cursor.peek(1).upper === "(") return row(cursor);
        break;
    }
    if (startsCall(cursor)) return parseCall(cursor);
    if (BARE.has(first.upper)) {
      cursor.next();
      const bare = { args: [], unit: null, returning: null, distinct: false, filter: null, over: null };
      const name = { text: first.text, offset: first.offset, length: first.length };
      return Object.freeze({ kind: "call", name, ...bare, ...cursor.since(first) });
    }
  }
  if (first.upper === "*") {
    cursor.next();
    return Object.freeze({ kind: "star", qualifier: null, ...cursor.since(first) });
  }
  if (!cursor.isName()) {
    const keyword = first.kind === "word" && isReserved(first.upper);
    cursor.fail(
      `Expected a value, found ${cursor.describe()}.`,
      keyword ? `If it is a name, put it in backticks: \`${first.text}\`.` : "",
    );
  }
  return name(cursor, first);
}

function name(cursor: Cursor, first: Span): Expression {
  const parts: Identifier[] = [cursor.name("a name")];
  while (cursor.take(".")) {
    if (cursor.take("*")) {
      const qualifier = { parts: Object.freeze(parts), ...cursor.since(first) };
      return Object.freeze({ kind: "star", qualifier, ...cursor.since(first) });
    }
    parts.push(cursor.name("the rest of the name"));
    if (parts.length > 100) cursor.fail("The name has more than 100 parts.", "", "sql/too-deep");
  }
  if (cursor.is("("))
    return parseCall(cursor, { text: parts.map((part) => part.text).join("."), ...cursor.since(first) });
  const span = cursor.since(first);
  return Object.freeze({ kind: "name", name: { parts: Object.freeze(parts), ...span }, ...span });
}

/** `(x)`, `(a, b)`, `(SELECT …)`, `((SELECT …) UNION …)`, `(x - y) DAY`. */
function bracketed(cursor: Cursor): Expression {
  const first = cursor.next();
  if (cursor.peek().upper !== "(" && startsQuery(cursor)) {
    const query = parseQueryHere(cursor);
    cursor.expect(")");
    return Object.freeze({ kind: "scalar-query", query, ...cursor.since(first) });
  }
  const inner = parseExpression(cursor);
  if (
    inner.kind === "scalar-query" &&
    cursor.isAny("UNION", "INTERSECT", "EXCEPT", "MINUS", "ORDER", "LIMIT")
  ) {
    const query = setTail(cursor, inner.query, first);
    cursor.expect(")");
    return Object.freeze({ kind: "scalar-query", query, ...cursor.since(first) });
  }
  if (cursor.is(",")) {
    const items = [inner];
    while (cursor.take(",")) items.push(parseExpression(cursor));
    cursor.expect(")");
    return Object.freeze<Constructor>({ kind: "row", items: Object.freeze(items), ...cursor.since(first) });
  }
  cursor.expect(")", `The bracket opened at offset ${first.offset} is not closed.`);
  if (
    inner.kind === "binary" &&
    inner.operator === "-" &&
    cursor.isAny("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND")
  ) {
    const unit = cursor.next();
    const plain = { distinct: false, filter: null, over: null, returning: null };
    const text = { text: "MINUS_DATE", offset: unit.offset, length: unit.length };
    return Object.freeze({
      kind: "call",
      name: text,
      args: [inner.left, inner.right],
      unit: unit.upper,
      ...plain,
      ...cursor.since(first),
    });
  }
  return inner;
}

function caseExpression(cursor: Cursor): Expression {
  const first = cursor.next();
  const operand = cursor.is("WHEN") ? null : parseExpression(cursor);
  const branches: { when: Expression; then: Expression }[] = [];
  while (cursor.take("WHEN")) {
    // `CASE x WHEN 1, 2 THEN …` means any of the values.
    const whens = cursor.list(() => parseExpression(cursor));
    cursor.expect("THEN", "Write CASE WHEN condition THEN value ELSE value END.");
    const then = parseExpression(cursor);
    for (const when of whens) branches.push(Object.freeze({ when, then }));
  }
  if (branches.length === 0) cursor.expect("WHEN", "Write CASE WHEN condition THEN value ELSE value END.");
  const otherwise = cursor.take("ELSE") ? parseExpression(cursor) : null;
  cursor.expect("END", "Close CASE with END.");
  return Object.freeze({
    kind: "case",
    operand,
    branches: Object.freeze(branches),
    otherwise,
    ...cursor.since(first),
  });
}

function cast(cursor: Cursor): Expression {
  const first = cursor.next();
  cursor.expect("(");
  const operand = parseExpression(cursor);
  cursor.expect("AS", "Write CAST(value AS type).");
  const to = nullableType(cursor);
  cursor.expect(")");
  return Object.freeze<Cast>({
    kind: "cast",
    operand,
    to,
    safe: first.upper === "TRY_CAST",
    ...cursor.since(first),
  });
}

function collection(cursor: Cursor, kind: "array" | "map"): Expression {
  const first = cursor.next();
  cursor.expect("[");
  const items = cursor.is("]") ? [] : cursor.list(() => parseExpression(cursor));
  cursor.expect("]");
  if (kind === "map" && items.length % 2 === 1)
    cursor.fail(
      "MAP needs a value for every key.",
      "Write MAP[key, value, …].",
      "sql/syntax",
      cursor.since(first),
    );
  return Object.freeze<Constructor>({ kind, items, ...cursor.since(first) });
}

function row(cursor: Cursor): Expression {
  const first = cursor.next();
  cursor.expect("(");
  const items = cursor.list(() => parseExpression(cursor));
  cursor.expect(")");
  return Object.freeze<Constructor>({ kind: "row", items, ...cursor.since(first) });
}

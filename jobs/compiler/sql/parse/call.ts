import type { Call, Expression, Literal, TableArgument } from "../ast/expression";
import type { Identifier } from "../ast/name";
import type { OrderItem, WindowSpec } from "../ast/query";
import { isBuiltIn } from "../functions/built-in-names";
import { isReserved } from "../lex/reserved-words";
import type { SqlType } from "../types/sql-type";
import type { Cursor } from "./cursor";
import { parseBound, parseExpression } from "./expression";
import { jsonArguments } from "./json-call";
import { orderBy, qualifiedName } from "./query";

const UNIT_FIRST = new Set(["TIMESTAMPDIFF", "TIMESTAMPADD"]);
const JSON_CALLS = new Set([
  ..."JSON_VALUE JSON_QUERY JSON_EXISTS JSON_OBJECT JSON_ARRAY JSON_OBJECTAGG JSON_ARRAYAGG".split(" "),
]);

/** Arguments of a call with a grammar of its own. */
export interface CallArguments {
  readonly args: readonly Expression[];
  readonly unit?: string;
  readonly returning?: SqlType | null;
}

/** Whether a call is next: a name, or the keyword of a built-in function, and a bracket. */
export function startsCall(cursor: Cursor): boolean {
  const { kind, upper } = cursor.peek();
  if (cursor.peek(1).upper !== "(") return false;
  return kind === "name" || (kind === "word" && (!isReserved(upper) || isBuiltIn(upper)));
}

/** Reads a call with what may follow it: WITHIN GROUP, FILTER, OVER. `given` is its name when it is already read. */
export function parseCall(cursor: Cursor, given: Identifier | null = null): Call {
  const token = given ?? cursor.next();
  const name = { text: token.text, offset: token.offset, length: token.length };
  cursor.expect("(");
  const distinct = cursor.take("DISTINCT");
  if (!distinct) cursor.take("ALL");
  const {
    args,
    unit = null,
    returning = null,
  } = cursor.is(")") ? { args: [] } : callArguments(cursor, name.text.toUpperCase());
  if (cursor.isAny("IGNORE", "RESPECT") && cursor.peek(1).upper === "NULLS") {
    cursor.next();
    cursor.next();
  }
  cursor.expect(")", `Close the call of ${name.text} with ).`);
  if (cursor.isAny("IGNORE", "RESPECT") && cursor.peek(1).upper === "NULLS") {
    cursor.next();
    cursor.next();
  }
  if (cursor.take("WITHIN", "GROUP")) {
    cursor.expect("(");
    orderBy(cursor);
    cursor.expect(")");
  }
  let filter: Expression | null = null;
  if (cursor.take("FILTER")) {
    cursor.expect("(");
    cursor.expect("WHERE", "Write FILTER (WHERE condition).");
    filter = parseExpression(cursor);
    cursor.expect(")");
  }
  let over: WindowSpec | Identifier | null = null;
  if (cursor.take("OVER")) over = cursor.is("(") ? windowSpec(cursor) : cursor.name("the name of a window");
  return Object.freeze({
    kind: "call",
    name,
    args,
    unit,
    returning,
    distinct,
    filter,
    over,
    ...cursor.since(token),
  });
}

function callArguments(cursor: Cursor, name: string): CallArguments {
  if (JSON_CALLS.has(name)) return jsonArguments(cursor, name);
  if (UNIT_FIRST.has(name)) {
    const unit = cursor.next();
    cursor.expect(",", `Write ${name}(unit, …), e.g. ${name}(MINUTE, …).`);
    return { unit: unit.upper.replace(/^SQL_TSI_/, ""), args: cursor.list(() => parseExpression(cursor)) };
  }
  if (name === "EXTRACT") {
    const unit = cursor.next();
    cursor.expect("FROM", "Write EXTRACT(HOUR FROM value).");
    return { unit: unit.upper, args: [parseExpression(cursor)] };
  }
  if (name === "TRIM") return { args: trim(cursor) };
  if (name === "POSITION") return { args: position(cursor) };
  const args = [argument(cursor)];
  if (/^(CEIL|CEILING|FLOOR)$/.test(name) && cursor.take("TO")) return { args, unit: cursor.next().upper };
  while (
    cursor.take(",") ||
    (name === "SUBSTRING" && (cursor.take("FROM") || cursor.take("FOR"))) ||
    (name === "OVERLAY" && (cursor.take("PLACING") || cursor.take("FROM") || cursor.take("FOR")))
  )
    args.push(argument(cursor));
  return { args: Object.freeze(args) };
}

function position(cursor: Cursor): readonly Expression[] {
  const sought = parseBound(cursor);
  cursor.expect("IN", "Write POSITION(part IN whole).");
  return [sought, parseExpression(cursor)];
}

function trim(cursor: Cursor): readonly Expression[] {
  if (cursor.isAny("BOTH", "LEADING", "TRAILING")) cursor.next();
  const first = cursor.take("FROM") ? null : parseExpression(cursor);
  if (first === null) return [parseExpression(cursor)];
  return cursor.take("FROM") ? [parseExpression(cursor), first] : [first];
}

function argument(cursor: Cursor): Expression {
  const first = cursor.peek();
  if (cursor.isName() && cursor.peek(1).upper === "=>") {
    const name = cursor.name("the name of an argument");
    cursor.next();
    return Object.freeze({ kind: "named-argument", name, value: argument(cursor), ...cursor.since(first) });
  }
  if (cursor.is("TABLE")) {
    cursor.next();
    const input = qualifiedName(cursor, "the name of a table");
    if (cursor.take("PARTITION", "BY")) partition(cursor);
    if (cursor.is("ORDER")) orderBy(cursor);
    return Object.freeze<TableArgument>({ kind: "table-argument", input, ...cursor.since(first) });
  }
  if (cursor.is("DESCRIPTOR", "(")) {
    cursor.next();
    cursor.next();
    const names = cursor.list(() => cursor.name("the name of a column"));
    cursor.expect(")");
    return Object.freeze({ kind: "descriptor", names, ...cursor.since(first) });
  }
  if (cursor.take("DEFAULT")) {
    return Object.freeze<Literal>({
      kind: "literal",
      type: { kind: "NULL" },
      value: null,
      ...cursor.since(first),
    });
  }
  const value = parseExpression(cursor);
  if (value.kind === "scalar-query" && cursor.take("PARTITION", "BY")) {
    partition(cursor);
    return Object.freeze<TableArgument>({
      kind: "table-argument",
      input: value.query,
      ...cursor.since(first),
    });
  }
  return value;
}

/** `PARTITION BY a, b` of a table argument: a comma may also begin the next argument, so names only. */
function partition(cursor: Cursor): void {
  const bracket = cursor.take("(");
  do {
    qualifiedName(cursor, "the name of a column");
  } while (
    cursor.is(",") &&
    cursor.peek(1).upper !== "DESCRIPTOR" &&
    cursor.peek(2).upper !== "=>" &&
    cursor.take(",")
  );
  if (bracket) cursor.expect(")");
}

/** Reads `( [name] [PARTITION BY …] [ORDER BY …] [frame] )`. */
export function windowSpec(cursor: Cursor): WindowSpec {
  const first = cursor.expect("(");
  const base = cursor.isName() ? cursor.name("the name of a window") : null;
  const partitionBy = cursor.take("PARTITION", "BY") ? cursor.list(() => parseExpression(cursor)) : [];
  const order: readonly OrderItem[] = cursor.is("ORDER") ? orderBy(cursor) : [];
  const bounds: Expression[] = [];
  if (cursor.take("ROWS") || cursor.take("RANGE")) {
    if (cursor.take("BETWEEN")) {
      frameBound(cursor, bounds);
      cursor.expect("AND", "Write BETWEEN … AND ….");
    }
    frameBound(cursor, bounds);
  }
  cursor.expect(")", "Close the window with ).");
  return Object.freeze({ kind: "window", base, partitionBy, orderBy: order, bounds, ...cursor.since(first) });
}

function frameBound(cursor: Cursor, bounds: Expression[]): void {
  if (cursor.take("CURRENT", "ROW")) return;
  if (!cursor.take("UNBOUNDED")) bounds.push(parseBound(cursor));
  if (!cursor.take("PRECEDING"))
    cursor.expect("FOLLOWING", "Write e.g. 5 PRECEDING, UNBOUNDED PRECEDING or CURRENT ROW.");
}

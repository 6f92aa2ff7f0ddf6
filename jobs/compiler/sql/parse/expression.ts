import type { Binary, BinaryOperator, Expression } from "../ast/expression";
import type { Query } from "../ast/query";
import type { Cursor } from "./cursor";
import { primary } from "./primary";
import { parseQueryHere, startsQuery } from "./query";

/** Binding powers, as in Calcite. */
const OR = 22;
const AND = 24;
const NOT = 26;
const IS = 28;
const COMPARISON = 30;
const BETWEEN = 32;
const SUM = 40;
const PRODUCT = 60;
const SIGN = 80;
const POSTFIX = 100;

/** How many operators of one level may stand in a row: the tree grows to the left with each. */
const CHAIN_LIMIT = 1000;

const BINARY: Readonly<Record<string, readonly [number, BinaryOperator]>> = {
  OR: [OR, "OR"],
  AND: [AND, "AND"],
  "=": [COMPARISON, "="],
  "<>": [COMPARISON, "<>"],
  "!=": [COMPARISON, "<>"],
  "<": [COMPARISON, "<"],
  "<=": [COMPARISON, "<="],
  ">": [COMPARISON, ">"],
  ">=": [COMPARISON, ">="],
  OVERLAPS: [COMPARISON, "OVERLAPS"],
  "+": [SUM, "+"],
  "-": [SUM, "-"],
  "*": [PRODUCT, "*"],
  "/": [PRODUCT, "/"],
  "%": [PRODUCT, "%"],
  "||": [PRODUCT, "||"],
};

/** Reads an expression whose operators bind tighter than `floor`. */
export function parseExpression(cursor: Cursor, floor = 0): Expression {
  return cursor.nested(() => {
    let left = prefix(cursor);
    for (let links = 0; ; links++) {
      if (links > CHAIN_LIMIT)
        cursor.fail(
          `More than ${CHAIN_LIMIT} operators in a row.`,
          "Use IN, or put brackets around parts.",
          "sql/too-deep",
        );
      const next = infix(cursor, left, floor);
      if (next === null) return left;
      left = next;
    }
  });
}

/** An expression without AND and OR at its top: a bound of BETWEEN or of a window's frame. */
export function parseBound(cursor: Cursor): Expression {
  return parseExpression(cursor, BETWEEN);
}

function prefix(cursor: Cursor): Expression {
  const first = cursor.peek();
  if (cursor.take("NOT")) {
    const operand = parseExpression(cursor, NOT - 1);
    return Object.freeze({ kind: "unary", operator: "NOT", operand, ...cursor.since(first) });
  }
  if (cursor.is("-") || cursor.is("+")) {
    const operator = cursor.next().upper === "-" ? "-" : "+";
    const operand = parseExpression(cursor, SIGN - 1);
    return Object.freeze({ kind: "unary", operator, operand, ...cursor.since(first) });
  }
  return primary(cursor);
}

/** The expression that `left` grows into when an operator that binds tighter than `floor` follows, else null. */
function infix(cursor: Cursor, left: Expression, floor: number): Expression | null {
  const { upper } = cursor.peek();
  if (upper === "") return null;
  const binary = Object.hasOwn(BINARY, upper) ? BINARY[upper] : undefined;
  if (binary !== undefined) {
    const [power, operator] = binary;
    if (power <= floor) return null;
    cursor.next();
    if (power === COMPARISON && cursor.isAny("ANY", "SOME", "ALL") && cursor.peek(1).upper === "(") {
      cursor.next();
      const query = bracketedQuery(cursor);
      return Object.freeze({ kind: "quantified", operand: left, query, ...cursor.since(left) });
    }
    const right = parseExpression(cursor, power);
    return Object.freeze<Binary>({ kind: "binary", operator, left, right, ...cursor.since(left) });
  }
  if (upper === "[" && floor < POSTFIX) {
    cursor.next();
    const index = parseExpression(cursor);
    cursor.expect("]");
    return Object.freeze({ kind: "item", operand: left, index, ...cursor.since(left) });
  }
  if (upper === "." && floor < POSTFIX) {
    cursor.next();
    const field = cursor.name("the name of a field");
    return Object.freeze({ kind: "field", operand: left, field, ...cursor.since(left) });
  }
  if (upper === "IS" && floor < IS) return isTest(cursor, left);
  if (floor >= BETWEEN) return null;
  const negated = upper === "NOT";
  const word = negated ? cursor.peek(1).upper : upper;
  if (word !== "BETWEEN" && word !== "IN" && word !== "LIKE" && word !== "SIMILAR") return null;
  if (negated) cursor.next();
  cursor.next();
  const test =
    word === "BETWEEN"
      ? between(cursor, left)
      : word === "IN"
        ? among(cursor, left)
        : like(cursor, left, word);
  return negated
    ? Object.freeze({ kind: "unary", operator: "NOT", operand: test, ...cursor.since(left) })
    : test;
}

function isTest(cursor: Cursor, operand: Expression): Expression {
  cursor.expect("IS");
  const negated = cursor.take("NOT");
  if (cursor.take("DISTINCT", "FROM")) {
    const operator = negated ? "IS NOT DISTINCT FROM" : "IS DISTINCT FROM";
    const right = parseExpression(cursor, COMPARISON);
    return Object.freeze({ kind: "binary", operator, left: operand, right, ...cursor.since(operand) });
  }
  const test = cursor.peek().upper;
  if (test !== "NULL" && test !== "TRUE" && test !== "FALSE" && test !== "UNKNOWN" && test !== "JSON")
    return cursor.fail(
      `Expected NULL, TRUE, FALSE, UNKNOWN, JSON or DISTINCT FROM after IS, found ${cursor.describe()}.`,
    );
  cursor.next();
  if (test === "JSON" && cursor.isAny("VALUE", "OBJECT", "ARRAY", "SCALAR")) cursor.next();
  return Object.freeze({ kind: "is", operand, test, negated, ...cursor.since(operand) });
}

function between(cursor: Cursor, operand: Expression): Expression {
  if (!cursor.take("SYMMETRIC")) cursor.take("ASYMMETRIC");
  const low = parseBound(cursor);
  cursor.expect("AND", "Write BETWEEN low AND high.");
  const high = parseBound(cursor);
  return Object.freeze({ kind: "between", operand, low, high, ...cursor.since(operand) });
}

function among(cursor: Cursor, operand: Expression): Expression {
  if (!cursor.is("(")) cursor.expect("(", "Write IN (value, …) or IN (SELECT …).");
  if (startsQuery(cursor, 1)) {
    const query = bracketedQuery(cursor);
    return Object.freeze({ kind: "in", operand, among: query, ...cursor.since(operand) });
  }
  cursor.next();
  const values = cursor.list(() => parseExpression(cursor));
  cursor.expect(")");
  return Object.freeze({ kind: "in", operand, among: values, ...cursor.since(operand) });
}

function like(cursor: Cursor, operand: Expression, word: "LIKE" | "SIMILAR"): Expression {
  if (word === "SIMILAR") cursor.expect("TO");
  const pattern = parseExpression(cursor, BETWEEN);
  const escapeBy = cursor.take("ESCAPE") ? parseExpression(cursor, BETWEEN) : null;
  const operator = word === "LIKE" ? "LIKE" : "SIMILAR TO";
  return Object.freeze({
    kind: "like",
    operator,
    operand,
    pattern,
    escape: escapeBy,
    ...cursor.since(operand),
  });
}

function bracketedQuery(cursor: Cursor): Query {
  cursor.expect("(");
  const query = parseQueryHere(cursor);
  cursor.expect(")");
  return query;
}

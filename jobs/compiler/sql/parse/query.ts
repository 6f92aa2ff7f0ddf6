import type { Expression } from "../ast/expression";
import type { Identifier, QualifiedName } from "../ast/name";
import type { CommonTable, GroupItem, OrderItem, Query, QueryBody, Select, SelectItem } from "../ast/query";
import type { Span } from "../span";
import { windowSpec } from "./call";
import type { Cursor } from "./cursor";
import { parseExpression } from "./expression";
import { fromClause } from "./table";

const STATEMENTS = new Set([
  "INSERT",
  "CREATE",
  "UPDATE",
  "DELETE",
  "DROP",
  "ALTER",
  "SET",
  "USE",
  "EXPLAIN",
  "MERGE",
]);

/** Reads a query that must fill the whole text; one `;` at the end is allowed. */
export function parseWholeQuery(cursor: Cursor): Query {
  const first = cursor.peek();
  if (first.kind === "end") cursor.fail("The query is empty.", "Write a SELECT.");
  if (STATEMENTS.has(first.upper))
    cursor.fail(
      `A table is computed by one query, and ${first.upper} is not one.`,
      "Write the SELECT alone.",
    );
  const query = parseQueryHere(cursor);
  if (cursor.take(";") && cursor.peek().kind !== "end")
    cursor.fail("There is more than one statement.", "A table is computed by exactly one query.");
  if (cursor.peek().kind !== "end") unexpected(cursor);
  return query;
}

function unexpected(cursor: Cursor): never {
  if (cursor.is("MATCH_RECOGNIZE"))
    cursor.fail("MATCH_RECOGNIZE is not supported here yet.", "Use window functions.", "sql/unsupported");
  const { upper } = cursor.peek();
  const hint =
    upper === ")"
      ? "This bracket was never opened."
      : upper === ","
        ? "A comma is not expected here."
        : "Is a comma, an operator or a keyword missing before it?";
  return cursor.fail(`Unexpected ${cursor.describe()}.`, hint);
}

/** Whether a query is next, perhaps in brackets, `ahead` tokens further. */
export function startsQuery(cursor: Cursor, ahead = 0): boolean {
  let at = ahead;
  while (cursor.peek(at).upper === "(") at++;
  return ["SELECT", "WITH", "VALUES"].includes(cursor.peek(at).upper);
}

/** Reads a query where one must stand. */
export function parseQueryHere(cursor: Cursor): Query {
  return cursor.nested(() => {
    const first = cursor.peek();
    const ctes = cursor.take("WITH") ? cursor.list(() => commonTable(cursor)) : [];
    return finish(cursor, first, ctes, union(cursor, intersection(cursor, term(cursor))));
  });
}

/** Reads on after a bracketed query that is the first of a set operation or is ordered and limited. */
export function setTail(cursor: Cursor, first: Query, span: Span): Query {
  return finish(cursor, span, [], union(cursor, intersection(cursor, first)));
}

function commonTable(cursor: Cursor): CommonTable {
  const first = cursor.peek();
  if (cursor.is("RECURSIVE")) cursor.fail("WITH RECURSIVE does not exist in Flink.", "", "sql/unsupported");
  const name = cursor.name("the name of a common table");
  const columns = cursor.is("(") ? columnNames(cursor) : null;
  cursor.expect("AS", "Write WITH name AS (SELECT …).");
  cursor.expect("(", "Write WITH name AS (SELECT …).");
  const query = parseQueryHere(cursor);
  cursor.expect(")");
  return Object.freeze({ name, columns, query, ...cursor.since(first) });
}

function union(cursor: Cursor, start: QueryBody): QueryBody {
  let left = start;
  for (let links = 0; cursor.isAny("UNION", "EXCEPT", "MINUS"); links++) {
    limitChain(cursor, links);
    const operator = cursor.next().upper === "UNION" ? "UNION" : "EXCEPT";
    const all = quantifier(cursor);
    const right = intersection(cursor, term(cursor));
    left = Object.freeze({ kind: "set", operator, all, left, right, ...cursor.since(left) });
  }
  return left;
}

function intersection(cursor: Cursor, start: QueryBody): QueryBody {
  let left = start;
  for (let links = 0; cursor.take("INTERSECT"); links++) {
    limitChain(cursor, links);
    const all = quantifier(cursor);
    const right = term(cursor);
    left = Object.freeze({ kind: "set", operator: "INTERSECT", all, left, right, ...cursor.since(left) });
  }
  return left;
}

function limitChain(cursor: Cursor, links: number): void {
  if (links > 500) cursor.fail("More than 500 queries in one set operation.", "Split it.", "sql/too-deep");
}

function quantifier(cursor: Cursor): boolean {
  if (cursor.take("ALL")) return true;
  cursor.take("DISTINCT");
  return false;
}

function term(cursor: Cursor): QueryBody {
  const first = cursor.peek();
  if (first.upper === "SELECT") return select(cursor);
  if (cursor.take("VALUES")) {
    const rows = cursor.list(() => valuesRow(cursor));
    return Object.freeze({ kind: "values", rows, ...cursor.since(first) });
  }
  if (cursor.take("(")) {
    const query = parseQueryHere(cursor);
    cursor.expect(")");
    return query;
  }
  return cursor.fail(
    `Expected a query, found ${cursor.describe()}.`,
    "A query starts with SELECT, WITH or VALUES.",
  );
}

function valuesRow(cursor: Cursor): readonly Expression[] {
  const value = parseExpression(cursor);
  return value.kind === "row" ? value.items : [value];
}

function finish(cursor: Cursor, first: Span, ctes: readonly CommonTable[], body: QueryBody): Query {
  const order = cursor.is("ORDER") ? orderBy(cursor) : [];
  let limit: Expression | null = null;
  let skip: Expression | null = null;
  for (;;) {
    if (cursor.take("LIMIT")) limit = cursor.take("ALL") ? null : count(cursor);
    else if (cursor.take("OFFSET")) {
      skip = count(cursor);
      if (!cursor.take("ROWS")) cursor.take("ROW");
    } else if (cursor.take("FETCH")) {
      if (!cursor.take("FIRST")) cursor.expect("NEXT");
      limit = count(cursor);
      if (!cursor.take("ROWS")) cursor.expect("ROW");
      cursor.expect("ONLY");
    } else break;
  }
  return Object.freeze({ kind: "query", ctes, body, orderBy: order, limit, skip, ...cursor.since(first) });
}

function count(cursor: Cursor): Expression {
  if (cursor.peek().kind !== "number")
    cursor.fail(
      `Expected a number of rows, found ${cursor.describe()}.`,
      "LIMIT and OFFSET take a whole number.",
    );
  return parseExpression(cursor, 100);
}

/** Reads `ORDER BY a [ASC | DESC] [NULLS FIRST | LAST], …`. */
export function orderBy(cursor: Cursor): readonly OrderItem[] {
  cursor.expect("ORDER");
  cursor.expect("BY");
  return cursor.list(() => {
    const first = cursor.peek();
    const value = parseExpression(cursor);
    const descending = cursor.take("DESC");
    if (!descending) cursor.take("ASC");
    if (cursor.take("NULLS") && !cursor.take("FIRST")) cursor.expect("LAST");
    return Object.freeze({ value, descending, ...cursor.since(first) });
  });
}

function select(cursor: Cursor): Select {
  const first = cursor.expect("SELECT");
  cursor.skipHints();
  const distinct = cursor.take("DISTINCT");
  if (!distinct) cursor.take("ALL");
  const items = cursor.list(() => selectItem(cursor));
  const from = cursor.take("FROM") ? fromClause(cursor) : null;
  if (cursor.is("MATCH_RECOGNIZE")) unexpected(cursor);
  const where = cursor.take("WHERE") ? parseExpression(cursor) : null;
  const groupBy = cursor.take("GROUP", "BY") ? cursor.list(() => groupItem(cursor)) : null;
  const having = cursor.take("HAVING") ? parseExpression(cursor) : null;
  const windows = cursor.take("WINDOW")
    ? cursor.list(() => {
        const name = cursor.name("the name of a window");
        cursor.expect("AS", "Write WINDOW name AS (…).");
        return Object.freeze({ name, spec: windowSpec(cursor) });
      })
    : [];
  return Object.freeze({
    kind: "select",
    distinct,
    items,
    from,
    where,
    groupBy,
    having,
    windows,
    ...cursor.since(first),
  });
}

function selectItem(cursor: Cursor): SelectItem {
  const first = cursor.peek();
  if (first.upper === "FROM")
    cursor.fail("A column is missing before FROM.", "Remove the comma, or write the column.");
  const value = parseExpression(cursor);
  const alias = cursor.take("AS") || cursor.isName() ? cursor.name("an alias") : null;
  return Object.freeze({ value, alias, ...cursor.since(first) });
}

function groupItem(cursor: Cursor): GroupItem {
  return cursor.nested((): GroupItem => {
    if (cursor.take("(", ")")) return { kind: "list", items: [] };
    const of = cursor.take("GROUPING", "SETS")
      ? "GROUPING SETS"
      : cursor.take("ROLLUP")
        ? "ROLLUP"
        : cursor.take("CUBE")
          ? "CUBE"
          : null;
    if (of !== null) {
      cursor.expect("(");
      const items = cursor.list(() => groupItem(cursor));
      cursor.expect(")");
      return Object.freeze({ kind: "sets", of, items });
    }
    const value = parseExpression(cursor);
    if (value.kind !== "row") return Object.freeze({ kind: "value", value });
    return Object.freeze({
      kind: "list",
      items: value.items.map((item): GroupItem => Object.freeze({ kind: "value", value: item })),
    });
  });
}

/** Reads `(a, b, …)`. */
export function columnNames(cursor: Cursor): readonly Identifier[] {
  cursor.expect("(");
  const names = cursor.list(() => cursor.name("the name of a column"));
  cursor.expect(")");
  return names;
}

/** Reads a name with dots. */
export function qualifiedName(cursor: Cursor, what: string): QualifiedName {
  const first = cursor.peek();
  const parts = [cursor.name(what)];
  while (cursor.take(".")) {
    parts.push(cursor.name("the rest of the name"));
    if (parts.length > 3) cursor.fail("The name has more than three parts.", "Name tables as layer.table.");
  }
  return { parts: Object.freeze(parts), ...cursor.since(first) };
}

import type { Join, TableAlias, TableExpression } from "../ast/table";
import { parseCall } from "./call";
import type { Cursor } from "./cursor";
import { parseExpression } from "./expression";
import { columnNames, parseQueryHere, qualifiedName, setTail, startsQuery } from "./query";

const CHAIN_LIMIT = 500;

/** Reads what follows FROM. */
export function fromClause(cursor: Cursor): TableExpression {
  let left = joined(cursor);
  for (let links = 0; cursor.take(","); links++) {
    if (links > CHAIN_LIMIT)
      cursor.fail(`More than ${CHAIN_LIMIT} tables in FROM.`, "Split the query.", "sql/too-deep");
    const right = joined(cursor);
    const span = cursor.since(left);
    left = Object.freeze({
      kind: "join",
      type: "cross",
      natural: false,
      left,
      right,
      on: null,
      using: null,
      ...span,
    });
  }
  return left;
}

function joined(cursor: Cursor): TableExpression {
  return cursor.nested(() => {
    let left = tablePrimary(cursor);
    for (let links = 0; ; links++) {
      if (links > CHAIN_LIMIT)
        cursor.fail(`More than ${CHAIN_LIMIT} joins in a row.`, "Split the query.", "sql/too-deep");
      const next = join(cursor, left);
      if (next === null) return left;
      left = next;
    }
  });
}

function join(cursor: Cursor, left: TableExpression): Join | null {
  const natural = cursor.take("NATURAL");
  const type = joinType(cursor);
  if (type === null) {
    if (natural) cursor.expect("JOIN");
    return null;
  }
  const right = tablePrimary(cursor);
  let on = null;
  let using = null;
  if (type !== "cross" && !natural) {
    if (cursor.take("ON")) on = parseExpression(cursor);
    else if (cursor.take("USING")) using = columnNames(cursor);
    else if (right.kind !== "unnest" && right.kind !== "function")
      cursor.fail(
        `Expected ON, found ${cursor.describe()}.`,
        "Write JOIN table ON condition, or CROSS JOIN when every row meets every row.",
      );
  }
  return Object.freeze({ kind: "join", type, natural, left, right, on, using, ...cursor.since(left) });
}

function joinType(cursor: Cursor): Join["type"] | null {
  if (cursor.take("JOIN") || cursor.take("INNER", "JOIN")) return "inner";
  if (cursor.take("CROSS", "JOIN")) return "cross";
  for (const [word, type] of [
    ["LEFT", "left"],
    ["RIGHT", "right"],
    ["FULL", "full"],
  ] as const) {
    if (cursor.is(word) && cursor.peek(1).upper !== "(") {
      cursor.next();
      cursor.take("OUTER");
      cursor.expect("JOIN", `Write ${word} JOIN.`);
      return type;
    }
  }
  return null;
}

function tablePrimary(cursor: Cursor): TableExpression {
  const first = cursor.peek();
  const lateral = cursor.take("LATERAL");
  if (cursor.is("TABLE", "(")) {
    cursor.next();
    cursor.next();
    const call = parseCall(cursor);
    cursor.expect(")");
    return Object.freeze({ kind: "function", call, alias: alias(cursor), ...cursor.since(first) });
  }
  if (cursor.is("UNNEST", "(")) {
    cursor.next();
    cursor.next();
    const operand = parseExpression(cursor);
    cursor.expect(")");
    const ordinality = cursor.take("WITH", "ORDINALITY");
    return Object.freeze({
      kind: "unnest",
      operand,
      ordinality,
      alias: alias(cursor),
      ...cursor.since(first),
    });
  }
  if (cursor.is("(")) return bracketed(cursor, lateral);
  const name = qualifiedName(cursor, "a table");
  if (cursor.is("(")) {
    const given = {
      text: name.parts.map((part) => part.text).join("."),
      offset: name.offset,
      length: name.length,
    };
    const call = parseCall(cursor, given);
    return Object.freeze({ kind: "function", call, alias: alias(cursor), ...cursor.since(first) });
  }
  cursor.skipHints();
  let asOf = null;
  if (cursor.take("FOR")) {
    cursor.expect("SYSTEM_TIME", "Write FOR SYSTEM_TIME AS OF time.");
    cursor.expect("AS");
    cursor.expect("OF");
    asOf = parseExpression(cursor);
  }
  cursor.skipHints();
  const as = alias(cursor);
  cursor.skipHints();
  unsupported(cursor);
  return Object.freeze({ kind: "table", name, asOf, alias: as, ...cursor.since(first) });
}

function unsupported(cursor: Cursor): void {
  if (cursor.isAny("MATCH_RECOGNIZE", "TABLESAMPLE", "PIVOT", "UNPIVOT"))
    cursor.fail(`${cursor.peek().upper} is not supported here yet.`, "", "sql/unsupported");
}

/** `(SELECT …) AS t` or `(a JOIN b ON …)`. */
function bracketed(cursor: Cursor, lateral: boolean): TableExpression {
  const first = cursor.next();
  if (!cursor.is("(") && startsQuery(cursor)) {
    const query = parseQueryHere(cursor);
    cursor.expect(")", "Close the query with ).");
    const as = alias(cursor);
    unsupported(cursor);
    return Object.freeze({ kind: "derived", query, lateral, alias: as, ...cursor.since(first) });
  }
  const inner = fromClause(cursor);
  if (inner.kind === "derived" && inner.alias === null && !cursor.is(")")) {
    const query = setTail(cursor, inner.query, first);
    cursor.expect(")");
    return Object.freeze({ kind: "derived", query, lateral, alias: alias(cursor), ...cursor.since(first) });
  }
  cursor.expect(")");
  if (inner.kind === "join") return inner;
  const as = alias(cursor);
  return as === null ? inner : Object.freeze({ ...inner, alias: as, ...cursor.since(first) });
}

function alias(cursor: Cursor): TableAlias | null {
  if (!cursor.take("AS") && !cursor.isName()) return null;
  const name = cursor.name("an alias");
  return Object.freeze({ name, columns: cursor.is("(") ? columnNames(cursor) : null });
}

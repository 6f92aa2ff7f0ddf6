import type { Expression } from "../ast/expression";
import type { SqlType } from "../types/sql-type";
import type { CallArguments } from "./call";
import type { Cursor } from "./cursor";
import { parseExpression } from "./expression";
import { nullableType } from "./type";

/** Reads the arguments of JSON_VALUE, JSON_QUERY, JSON_EXISTS, JSON_OBJECT, JSON_ARRAY and of their aggregates. */
export function jsonArguments(cursor: Cursor, name: string): CallArguments {
  const args: Expression[] = [];
  let returning: SqlType | null = null;
  const pairs = name === "JSON_OBJECT" || name === "JSON_OBJECTAGG";
  do {
    if (onNull(cursor)) break;
    if (pairs) cursor.take("KEY");
    args.push(parseExpression(cursor));
    if (pairs && (cursor.take("VALUE") || cursor.take(":"))) args.push(parseExpression(cursor));
  } while (cursor.take(","));
  while (!cursor.is(")")) {
    if (cursor.take("RETURNING")) returning = nullableType(cursor).type;
    else if (cursor.isAny("WITH", "WITHOUT")) wrapper(cursor);
    else if (!onNull(cursor)) onCase(cursor, args);
  }
  return { args, returning };
}

/** `NULL ON NULL` or `ABSENT ON NULL`. */
function onNull(cursor: Cursor): boolean {
  return cursor.take("NULL", "ON", "NULL") || cursor.take("ABSENT", "ON", "NULL");
}

/** `WITH [CONDITIONAL | UNCONDITIONAL] [ARRAY] WRAPPER`. */
function wrapper(cursor: Cursor): void {
  cursor.next();
  if (!cursor.take("CONDITIONAL")) cursor.take("UNCONDITIONAL");
  cursor.take("ARRAY");
  cursor.expect("WRAPPER");
}

/** `NULL ON EMPTY`, `DEFAULT 0 ON ERROR` and the like. */
function onCase(cursor: Cursor, args: Expression[]): void {
  if (cursor.take("DEFAULT")) args.push(parseExpression(cursor));
  else if (cursor.take("EMPTY")) {
    if (!cursor.take("ARRAY")) cursor.expect("OBJECT");
  } else if (cursor.isAny("NULL", "ERROR", "TRUE", "FALSE", "UNKNOWN")) cursor.next();
  else cursor.fail(`Expected ) or an ON EMPTY or ON ERROR clause, found ${cursor.describe()}.`);
  cursor.expect("ON");
  if (!cursor.take("EMPTY")) cursor.expect("ERROR");
}

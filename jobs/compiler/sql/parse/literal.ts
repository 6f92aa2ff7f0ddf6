import type { Expression, Literal } from "../ast/expression";
import type { SqlType } from "../types/sql-type";
import type { Cursor } from "./cursor";

const MAX_INT = 2147483647n;
const MAX_BIGINT = 9223372036854775807n;
const MONTHS = new Set(["YEAR", "QUARTER", "MONTH", "YEARS", "QUARTERS", "MONTHS"]);
const MILLIS = new Set([
  ..."WEEK DAY HOUR MINUTE SECOND".split(" "),
  ..."WEEKS DAYS HOURS MINUTES SECONDS".split(" "),
]);

/** Whether a constant is next. */
export function startsLiteral(cursor: Cursor): boolean {
  const token = cursor.peek();
  if (token.kind === "number" || token.kind === "text" || token.kind === "bytes") return true;
  if (token.kind !== "word") return false;
  if (["TRUE", "FALSE", "NULL", "UNKNOWN", "INTERVAL"].includes(token.upper)) return true;
  return ["DATE", "TIME", "TIMESTAMP"].includes(token.upper) && cursor.peek(1).kind === "text";
}

/** Reads a constant. */
export function literal(cursor: Cursor): Expression {
  const token = cursor.next();
  const make = (type: SqlType, value: string | null): Literal =>
    Object.freeze({ kind: "literal", type, value, ...cursor.since(token) });
  switch (token.kind) {
    case "number":
      return make(numberType(cursor, token.text, token), token.text);
    case "text": {
      let text = token.text;
      while (cursor.peek().kind === "text") text += cursor.next().text;
      return make({ kind: "CHAR", length: text.length }, text);
    }
    case "bytes":
      return make({ kind: "BINARY", length: token.text.length / 2 }, token.text);
    default:
  }
  switch (token.upper) {
    case "NULL":
      return make({ kind: "NULL" }, null);
    case "UNKNOWN":
      return make({ kind: "BOOLEAN" }, null);
    case "TRUE":
    case "FALSE":
      return make({ kind: "BOOLEAN" }, token.upper);
    case "INTERVAL":
      return make(interval(cursor), "interval");
    default: {
      const value = cursor.next().text;
      return make(timeType(cursor, token.upper, value, cursor.since(token)), value);
    }
  }
}

function numberType(cursor: Cursor, text: string, span: { offset: number; length: number }): SqlType {
  if (/[eE]/.test(text)) return { kind: "DOUBLE" };
  const dot = text.indexOf(".");
  if (dot >= 0 && dot < text.length - 1) {
    const precision = text.length - 1;
    if (precision > 38)
      cursor.fail(
        "A decimal constant has at most 38 digits.",
        "Round it, or write it as text.",
        "sql/type",
        span,
      );
    return { kind: "DECIMAL", precision, scale: text.length - 1 - dot };
  }
  const value = BigInt(dot >= 0 ? text.slice(0, -1) : text);
  if (value <= MAX_INT) return { kind: "INT" };
  if (value <= MAX_BIGINT) return { kind: "BIGINT" };
  return cursor.fail(
    `The number ${text} is larger than BIGINT holds.`,
    `Write CAST('${text}' AS DECIMAL(38, 0)).`,
    "sql/type",
    span,
  );
}

const TIME_FORMS: Readonly<Record<string, readonly [RegExp, string]>> = {
  DATE: [/^\d{4}-\d{1,2}-\d{1,2}$/, "DATE '2019-03-01'"],
  TIME: [/^\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?$/, "TIME '08:30:00'"],
  TIMESTAMP: [/^\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?$/, "TIMESTAMP '2019-03-01 08:30:00'"],
};

function timeType(
  cursor: Cursor,
  kind: string,
  value: string,
  span: { offset: number; length: number },
): SqlType {
  const form = TIME_FORMS[kind];
  if (form !== undefined && !form[0].test(value))
    cursor.fail(`'${value.slice(0, 40)}' is not a ${kind}.`, `Write it like ${form[1]}.`, "sql/type", span);
  const fraction = value.includes(".") ? value.length - value.indexOf(".") - 1 : 0;
  if (kind === "DATE") return { kind: "DATE" };
  return {
    kind: kind === "TIME" ? "TIME" : "TIMESTAMP",
    precision: kind === "TIME" ? 0 : Math.min(fraction, 9),
  };
}

function interval(cursor: Cursor): SqlType {
  if (!cursor.take("-")) cursor.take("+");
  if (cursor.peek().kind !== "text")
    cursor.fail(
      `Expected the length of the interval as text, found ${cursor.describe()}.`,
      "Write it like INTERVAL '5' MINUTE.",
    );
  cursor.next();
  const unit = cursor.peek();
  const months = MONTHS.has(unit.upper);
  if (!months && !MILLIS.has(unit.upper))
    cursor.fail(
      `Expected the unit of the interval, found ${cursor.describe()}.`,
      "Write it like INTERVAL '5' MINUTE.",
    );
  cursor.next();
  skipPrecision(cursor);
  if (cursor.take("TO")) {
    const end = cursor.peek();
    if (!(months ? MONTHS : MILLIS).has(end.upper))
      cursor.fail(
        `An interval can't go from ${unit.upper} to ${end.text || "nothing"}.`,
        "Write e.g. DAY TO SECOND.",
      );
    cursor.next();
    skipPrecision(cursor);
  }
  return { kind: "INTERVAL", of: months ? "MONTHS" : "MILLIS" };
}

function skipPrecision(cursor: Cursor): void {
  if (!cursor.take("(")) return;
  do {
    if (cursor.peek().kind !== "number")
      cursor.fail(`Expected a number of digits, found ${cursor.describe()}.`);
    cursor.next();
  } while (cursor.take(","));
  cursor.expect(")");
}

import type { Binary, Expression } from "../ast/expression";
import { BOOLEAN, isOf } from "../functions/result-types";
import { arithmeticType, isNumber } from "../types/numeric";
import { printType } from "../types/print-type";
import { MAX_LENGTH, type SqlType } from "../types/sql-type";
import type { Findings } from "./findings";
import { originsOf, type Value } from "./value";

/** The value of `left operator right`. */
export function binaryValue(node: Binary, left: Value, right: Value, findings: Findings): Value {
  const origins = originsOf([left, right]);
  const nullable = left.nullable || right.nullable;
  switch (node.operator) {
    case "AND":
    case "OR":
      requireBoolean(node.left, left, `The left side of ${node.operator}`, findings);
      requireBoolean(node.right, right, `The right side of ${node.operator}`, findings);
      return { type: BOOLEAN, nullable, origins };
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return { type: arithmetic(node, left.type, right.type, findings), nullable, origins };
    case "||":
      return { type: concatenation(node, left.type, right.type, findings), nullable, origins };
    case "OVERLAPS":
      return { type: BOOLEAN, nullable, origins };
    case "IS DISTINCT FROM":
    case "IS NOT DISTINCT FROM":
      requireComparable(node, left.type, right.type, findings);
      return { type: BOOLEAN, nullable: false, origins };
    default:
      requireComparable(node, left.type, right.type, findings);
      return { type: BOOLEAN, nullable, origins };
  }
}

/** Says so when a value is known not to be BOOLEAN. */
export function requireBoolean(node: Expression, value: Value, what: string, findings: Findings): void {
  if (value.type === null || isOf(value.type, "bool")) return;
  const type = printType(value.type);
  findings.add(
    "sql/type",
    `${what} must be a condition, but is ${type}.`,
    "Compare it with something, e.g. = or IS NOT NULL.",
    node,
  );
}

/** Says so when Flink can't compare two types. */
export function requireComparable(
  node: Expression,
  a: SqlType | null,
  b: SqlType | null,
  findings: Findings,
): void {
  if (a === null || b === null || comparable(a, b)) return;
  const days =
    [a.kind, b.kind].includes("DATE") && [a.kind, b.kind].some((kind) => kind.startsWith("TIMESTAMP"));
  const hint = days
    ? "CAST the DATE to TIMESTAMP(3), or the TIMESTAMP to DATE."
    : "CAST one side to the type of the other.";
  findings.add("sql/type", `${printType(a)} can't be compared with ${printType(b)}.`, hint, node);
}

function comparable(a: SqlType, b: SqlType): boolean {
  if (a.kind === "NULL" || b.kind === "NULL" || a.kind === b.kind) return true;
  if (isNumber(a) && isNumber(b)) return true;
  const [one, other] = isOf(a, "text") ? [a, b] : [b, a];
  if (isOf(one, "text"))
    return isOf(other, "text") || isNumber(other) || isOf(other, "time") || other.kind === "BOOLEAN";
  if (isOf(a, "bytes")) return isOf(b, "bytes");
  return a.kind.startsWith("TIMESTAMP") && b.kind.startsWith("TIMESTAMP");
}

function arithmetic(node: Binary, a: SqlType | null, b: SqlType | null, findings: Findings): SqlType | null {
  const { operator } = node;
  if (a === null || b === null) return null;
  if (a.kind === "NULL" || b.kind === "NULL") return a.kind === "NULL" ? (b.kind === "NULL" ? null : b) : a;
  if (isNumber(a) && isNumber(b)) {
    const type =
      operator === "+" || operator === "-" || operator === "*" || operator === "/" || operator === "%"
        ? arithmeticType(operator, a, b)
        : null;
    if (operator === "%" && (type === null || type.kind === "DECIMAL" || a.kind === "DECIMAL"))
      return refuse(node, a, b, "Flink's planner fails on % here: write MOD(a, b).", findings);
    return type;
  }
  const sum = operator === "+" || operator === "-";
  if (sum && isOf(a, "time") && b.kind === "INTERVAL") return shifted(a, node.right);
  if (operator === "+" && a.kind === "INTERVAL" && isOf(b, "time")) return shifted(b, node.left);
  if (operator === "*" && a.kind === "INTERVAL" && isNumber(b)) return a;
  if ((operator === "*" || operator === "/") && b.kind === "INTERVAL" && isNumber(a) && operator === "*")
    return b;
  if (operator === "/" && a.kind === "INTERVAL" && isNumber(b)) return a;
  return refuse(node, a, b, hintFor(operator, a, b), findings);
}

/** A DATE moved by hours may become a TIMESTAMP: known only when the interval's unit is. */
function shifted(type: SqlType, by: Expression): SqlType | null {
  if (type.kind !== "DATE" || (by.kind === "literal" && by.type.kind === "INTERVAL")) return type;
  return null;
}

function hintFor(operator: string, a: SqlType, b: SqlType): string {
  if (operator === "-" && isOf(a, "point") && isOf(b, "point"))
    return "Use TIMESTAMPDIFF(unit, from, to), e.g. TIMESTAMPDIFF(SECOND, a, b).";
  if (isOf(a, "point") || isOf(b, "point")) return "Add or subtract an INTERVAL, e.g. INTERVAL '1' DAY.";
  if (isOf(a, "text") && isOf(b, "text") && operator === "+") return "Texts are joined with ||.";
  return "CAST the value to a number first.";
}

function concatenation(
  node: Binary,
  a: SqlType | null,
  b: SqlType | null,
  findings: Findings,
): SqlType | null {
  if (a === null || b === null) return null;
  if (a.kind === "NULL" || b.kind === "NULL") return null;
  const texts = isOf(a, "text") && isOf(b, "text");
  if (!texts && !(isOf(a, "bytes") && isOf(b, "bytes"))) {
    if (a.kind === "ARRAY" && b.kind === "ARRAY") return null;
    return refuse(node, a, b, "CAST the value to STRING first.", findings);
  }
  const length = Math.min(lengthOf(a) + lengthOf(b), MAX_LENGTH);
  const fixed = (a.kind === "CHAR" || a.kind === "BINARY") && a.kind === b.kind;
  return { kind: texts ? (fixed ? "CHAR" : "VARCHAR") : fixed ? "BINARY" : "VARBINARY", length };
}

function lengthOf(type: SqlType): number {
  return "length" in type ? type.length : MAX_LENGTH;
}

function refuse(node: Binary, a: SqlType, b: SqlType, hint: string, findings: Findings): null {
  findings.add("sql/type", `${printType(a)} ${node.operator} ${printType(b)} does not exist.`, hint, node);
  return null;
}

import type { Call, Case, Constructor, Expression, ItemAccess } from "../ast/expression";
import type { Query } from "../ast/query";
import { BOOLEAN, commonType, isOf } from "../functions/result-types";
import { leastRestrictive } from "../types/least-restrictive";
import { printType } from "../types/print-type";
import type { RowField } from "../types/sql-type";
import { callValue, isAggregate } from "./call";
import type { Findings } from "./findings";
import { binaryValue, requireBoolean, requireComparable } from "./operators";
import { fieldOf, resolveName, type Scope } from "./scope";
import { asIndirect, NO_ORIGINS, originsOf, type ResultColumn, UNKNOWN, type Value } from "./value";

/** Where an expression stands. */
export interface Place {
  readonly scope: Scope;
  readonly findings: Findings;
  /** Null where aggregates may stand; else the clause that forbids them. */
  readonly noAggregates: string | null;
  /** Whether aggregates work on groups that have at least one row. */
  readonly grouped: boolean;
  /** The keys of the windows that WINDOW names. */
  readonly windowKeys?: ReadonlyMap<string, readonly Value[]>;
  /** Analyses a subquery that sees the names of `scope`. */
  readonly subquery: (query: Query, scope: Scope) => readonly ResultColumn[];
}

/** The value of an expression; says what is wrong in it. */
export function inferValue(node: Expression, place: Place): Value {
  const { findings } = place;
  switch (node.kind) {
    case "literal":
      return { type: node.type, nullable: node.value === null, origins: NO_ORIGINS };
    case "name":
      return resolveName(node.name, place.scope, findings).value;
    case "star":
      findings.add("sql/position", "* can't stand here.", "Name the column.", node);
      return UNKNOWN;
    case "call":
      return call(node, place);
    case "unary": {
      const value = inferValue(node.operand, place);
      if (node.operator === "NOT") {
        requireBoolean(node.operand, value, "What NOT negates", findings);
        return { ...value, type: BOOLEAN };
      }
      // -2147483648 is an INT although 2147483648 is not.
      const least =
        node.operand.kind === "literal" && node.operand.value === "2147483648" && node.operator === "-";
      if (least) return { ...value, type: { kind: "INT" } };
      if (value.type !== null && !isOf(value.type, "number") && value.type.kind !== "INTERVAL")
        findings.add(
          "sql/type",
          `${node.operator} needs a number, not ${printType(value.type)}.`,
          "CAST it first.",
          node,
        );
      return value;
    }
    case "binary":
      return binaryValue(node, inferValue(node.left, place), inferValue(node.right, place), findings);
    case "is": {
      const value = inferValue(node.operand, place);
      if (node.test !== "NULL" && node.test !== "JSON")
        requireBoolean(node.operand, value, `The value before IS ${node.test}`, findings);
      return { type: BOOLEAN, nullable: false, origins: value.origins };
    }
    case "between": {
      const values = [node.operand, node.low, node.high].map((part) => inferValue(part, place));
      for (const bound of values.slice(1))
        requireComparable(node, values[0]?.type ?? null, bound.type, findings);
      return condition(values);
    }
    case "like": {
      const parts = [node.operand, node.pattern, ...(node.escape === null ? [] : [node.escape])];
      const values = parts.map((part) => inferValue(part, place));
      for (const [index, value] of values.entries())
        if (value.type !== null && !isOf(value.type, "text"))
          findings.add(
            "sql/type",
            `${node.operator} needs text, not ${printType(value.type)}.`,
            "CAST it to STRING.",
            parts[index] ?? node,
          );
      return condition(values);
    }
    case "in": {
      const operand = inferValue(node.operand, place);
      if ("kind" in node.among) return membership(node.operand, operand, node.among, place);
      const values = node.among.map((part) => inferValue(part, place));
      for (const [index, value] of values.entries())
        requireComparable(node.among[index] ?? node, operand.type, value.type, findings);
      return condition([operand, ...values]);
    }
    case "quantified": {
      const operand = inferValue(node.operand, place);
      return membership(node.operand, operand, node.query, place);
    }
    case "exists":
      place.subquery(node.query, place.scope);
      return { type: BOOLEAN, nullable: false, origins: NO_ORIGINS };
    case "scalar-query": {
      const columns = place.subquery(node.query, place.scope);
      if (columns.length !== 1)
        findings.add(
          "sql/column-count",
          `A query used as a value must give one column, not ${columns.length}.`,
          "",
          node,
        );
      return { ...(columns[0] ?? UNKNOWN), nullable: true };
    }
    case "case":
      return caseValue(node, place);
    case "cast": {
      const value = inferValue(node.operand, place);
      return { type: node.to.type, nullable: value.nullable || node.safe, origins: value.origins };
    }
    case "array":
    case "map":
    case "row":
      return constructed(node, place);
    case "item":
      return item(node, place);
    case "field":
      return fieldOf(inferValue(node.operand, place), node.field, findings);
    case "named-argument":
      return inferValue(node.value, place);
    case "table-argument":
    case "descriptor":
      findings.add(
        "sql/position",
        "This can only stand in a window table function.",
        "Write FROM TABLE(TUMBLE(…)).",
        node,
      );
      return UNKNOWN;
  }
}

function condition(values: readonly Value[]): Value {
  return { type: BOOLEAN, nullable: values.some((value) => value.nullable), origins: originsOf(values) };
}

function call(node: Call, place: Place): Value {
  const { findings } = place;
  const aggregate = isAggregate(node);
  const name = node.name.text.toUpperCase();
  if (aggregate && place.noAggregates !== null) {
    const hint =
      place.noAggregates === "WHERE"
        ? "Use HAVING, or compute it in a subquery."
        : "Compute it in a subquery.";
    findings.add(
      "sql/aggregate",
      `${name} aggregates rows and can't stand in ${place.noAggregates}.`,
      hint,
      node,
    );
  }
  if (node.over !== null && place.noAggregates !== null)
    findings.add(
      "sql/aggregate",
      `${name} over a window can't stand in ${place.noAggregates}.`,
      "Compute it in a subquery, then filter that.",
      node,
    );
  const inner: Place = aggregate ? { ...place, noAggregates: "another aggregate" } : place;
  const values = node.args.map((arg) => (arg.kind === "star" ? UNKNOWN_STAR : inferValue(arg, inner)));
  if (node.filter !== null)
    requireBoolean(
      node.filter,
      inferValue(node.filter, { ...place, noAggregates: "FILTER" }),
      "FILTER",
      findings,
    );
  return callValue(node, values, overKeys(node.over, place), place.grouped, findings);
}

/** The keys of a window: what it is partitioned and ordered by, its base's included. */
function overKeys(over: Call["over"], place: Place): readonly Value[] {
  if (over === null) return [];
  if (!("kind" in over)) return place.windowKeys?.get(over.text) ?? [];
  const keys = [...over.partitionBy, ...over.orderBy.map((order) => order.value)];
  for (const bound of over.bounds) inferValue(bound, place);
  const base = over.base === null ? [] : (place.windowKeys?.get(over.base.text) ?? []);
  return [...base, ...keys.map((key) => inferValue(key, place))];
}

const UNKNOWN_STAR: Value = { ...UNKNOWN, nullable: false };

/** Whether a value, or a row of values, is among those of a query; the query's columns are join keys, no origins. */
function membership(node: Expression, operand: Value, query: Query, place: Place): Value {
  const columns = place.subquery(query, place.scope);
  const width = node.kind === "row" ? node.items.length : 1;
  if (columns.length !== width) {
    const message = `The query must give ${width} column${width === 1 ? "" : "s"} to compare with, not ${columns.length}.`;
    place.findings.add("sql/column-count", message, "", query);
  } else if (width === 1) requireComparable(node, operand.type, columns[0]?.type ?? null, place.findings);
  const nullable = operand.nullable || columns.some((column) => column.nullable);
  return { type: BOOLEAN, nullable, origins: operand.origins };
}

function caseValue(node: Case, place: Place): Value {
  const { findings } = place;
  const operand = node.operand === null ? null : inferValue(node.operand, place);
  const results: { node: Expression; value: Value }[] = [];
  const tests: Value[] = operand === null ? [] : [operand];
  for (const { when, then } of node.branches) {
    const test = inferValue(when, place);
    tests.push(test);
    if (operand === null) requireBoolean(when, test, "WHEN", findings);
    else requireComparable(when, operand.type, test.type, findings);
    results.push({ node: then, value: inferValue(then, place) });
  }
  if (node.otherwise !== null)
    results.push({ node: node.otherwise, value: inferValue(node.otherwise, place) });
  const values = results.map((result) => result.value);
  const nullable = node.otherwise === null || values.some((value) => value.nullable);
  const known = values.every((value) => value.type !== null);
  const type = commonType(values.map((value) => ({ ...value, constant: null })));
  if (known && type === null) {
    const types = [
      ...new Set(values.map((value) => (value.type === null ? "?" : printType(value.type)))),
    ].join(", ");
    findings.add(
      "sql/type",
      `The results of CASE have no common type: ${types}.`,
      "CAST them to one type.",
      node,
    );
  }
  const decided = { ...UNKNOWN, origins: asIndirect(originsOf(tests)) };
  return { type, nullable, origins: originsOf([...values, decided]) };
}

function constructed(node: Constructor, place: Place): Value {
  const values = node.items.map((part) => inferValue(part, place));
  const origins = originsOf(values);
  const common = (parts: readonly Value[]) => {
    const types = parts.flatMap((part) => (part.type === null ? [] : [part.type]));
    const type = types.length === parts.length && parts.length > 0 ? leastRestrictive(types) : null;
    return type === null ? null : { type, nullable: parts.some((part) => part.nullable) };
  };
  if (node.kind === "array") {
    const element = common(values);
    return { type: element && { kind: "ARRAY", element }, nullable: false, origins };
  }
  if (node.kind === "map") {
    const key = common(values.filter((_, index) => index % 2 === 0));
    const value = common(values.filter((_, index) => index % 2 === 1));
    return { type: key && value && { kind: "MAP", key, value }, nullable: false, origins };
  }
  const fields: RowField[] = [];
  for (const [index, { type, nullable }] of values.entries())
    if (type !== null) fields.push({ name: `EXPR$${index}`, type, nullable });
  return { type: fields.length === values.length ? { kind: "ROW", fields } : null, nullable: false, origins };
}

function item(node: ItemAccess, place: Place): Value {
  const value = inferValue(node.operand, place);
  const index = inferValue(node.index, place);
  const { type } = value;
  const origins = originsOf([value, { ...UNKNOWN, origins: asIndirect(index.origins) }]);
  if (type === null || index.type === null) return { ...UNKNOWN, origins };
  if (type.kind === "ARRAY" && isOf(index.type, "whole"))
    return { type: type.element.type, nullable: true, origins };
  if (type.kind === "MAP" && leastRestrictive([type.key.type, index.type]) !== null)
    return { type: type.value.type, nullable: true, origins };
  if (type.kind === "ROW") return { ...UNKNOWN, origins };
  const hint = "[…] takes a whole number of an ARRAY (from 1), or a key of a MAP.";
  place.findings.add(
    "sql/type",
    `${printType(type)} can't be accessed with ${printType(index.type)}.`,
    hint,
    node,
  );
  return { ...UNKNOWN, origins };
}

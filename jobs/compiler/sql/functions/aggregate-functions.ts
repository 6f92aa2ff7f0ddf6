import { averageType, sumType } from "../types/numeric";
import type { SqlType } from "../types/sql-type";
import { type Argument, type FunctionRule, rules } from "./function-rule";
import { BIGINT, DOUBLE, STRING, sameAs } from "./result-types";

function of(change: (type: SqlType) => SqlType): FunctionRule["result"] {
  return ([value]) => (value?.type ? change(value.type) : null);
}

function collected(kind: "ARRAY" | "MULTISET"): FunctionRule["result"] {
  return ([value]: readonly Argument[]) =>
    value?.type ? { kind, element: { type: value.type, nullable: value.nullable } } : null;
}

const JSON_TEXT: SqlType = { kind: "VARCHAR", length: 2000 };
const first = (args: readonly Argument[]): boolean => args[0]?.nullable ?? true;

/** Aggregates, and the functions that only make sense over a window. */
export const AGGREGATE_FUNCTIONS: readonly FunctionRule[] = [
  rules("COUNT APPROX_COUNT_DISTINCT", "any*", BIGINT, "never", "aggregate"),
  rules("SUM", "number", of(sumType), first, "aggregate", true),
  rules(
    "AVG STDDEV STDDEV_POP STDDEV_SAMP VARIANCE VAR_POP VAR_SAMP",
    "number",
    of(averageType),
    first,
    "aggregate",
    true,
  ),
  rules("MIN MAX FIRST_VALUE LAST_VALUE SINGLE_VALUE", "any", sameAs(0), first, "aggregate", true),
  rules("LISTAGG", "text,text?", STRING, first, "aggregate"),
  rules("COLLECT", "any", collected("MULTISET"), "never", "aggregate"),
  rules("ARRAY_AGG", "any", collected("ARRAY"), first, "aggregate"),
  rules("JSON_ARRAYAGG", "any", JSON_TEXT, "never", "aggregate"),
  rules("JSON_OBJECTAGG", "any,any", JSON_TEXT, "never", "aggregate"),
  rules("GROUPING GROUPING_ID GROUP_ID", "any*", BIGINT, "never", "aggregate"),
  rules("ROW_NUMBER RANK DENSE_RANK", "", BIGINT, "never", "window"),
  rules("NTILE", "whole", BIGINT, "never", "window"),
  rules("PERCENT_RANK CUME_DIST", "", DOUBLE, "never", "window"),
  rules("LAG LEAD", "any,whole?,any?", sameAs(0), (args) => args[2]?.nullable ?? true, "window"),
].flat();

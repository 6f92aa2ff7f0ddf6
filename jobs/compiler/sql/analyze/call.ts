import type { Call } from "../ast/expression";
import { BUILT_IN_NAMES, isBuiltIn } from "../functions/built-in-names";
import type { Argument, FunctionRule } from "../functions/function-rule";
import { functionRule } from "../functions/function-table";
import { isOf } from "../functions/result-types";
import { nearestName } from "../nearest-name";
import { printType } from "../types/print-type";
import type { Findings } from "./findings";
import { asIndirect, originsOf, UNKNOWN, type Value } from "./value";

/** Functions whose first argument decides only, and gives no value. */
const CHOICE = new Set(["IF"]);

/** Where a call's value comes from: its arguments; those that are only counted or tested, and the keys of OVER, decide it. */
function callOrigins(call: Call, values: readonly Value[], keys: readonly Value[]): ReadonlySet<string> {
  const name = call.name.text.toUpperCase();
  const counts = name === "COUNT";
  const choice = CHOICE.has(name) ? 1 : 0;
  // The planner counts rows where what is counted is never null, but not over a window.
  const deciding = counts
    ? values.filter((one) => call.distinct || call.over !== null || one.nullable)
    : values.slice(0, choice);
  const indirect = asIndirect(originsOf([...deciding, ...keys]));
  return originsOf([...(counts ? [] : values.slice(choice)), { ...UNKNOWN, origins: indirect }]);
}

/** Whether a call aggregates the rows of a group (not over a window). */
export function isAggregate(call: Call): boolean {
  return call.over === null && functionRule(call.name.text.toUpperCase())?.aggregate === "aggregate";
}

/**
 * The value of a call whose arguments are known, and the keys of its OVER. `grouped`: whether an aggregate works on groups
 * that have rows.
 */
export function callValue(
  call: Call,
  values: readonly Value[],
  keys: readonly Value[],
  grouped: boolean,
  findings: Findings,
): Value {
  const name = call.name.text.toUpperCase();
  const origins = callOrigins(call, values, keys);
  const rule = functionRule(name);
  if (rule === undefined) {
    if (!isBuiltIn(name) && name !== "MINUS_DATE" && !name.startsWith("STRATA_"))
      unknownFunction(call, findings);
    if (name === "JSON_VALUE")
      return { type: call.returning ?? { kind: "VARCHAR", length: 2147483647 }, nullable: true, origins };
    return { ...UNKNOWN, origins };
  }
  if (call.over === null && rule.aggregate === "window")
    findings.add(
      "sql/aggregate",
      `${name} needs a window.`,
      `Write ${name}(…) OVER (PARTITION BY … ORDER BY …).`,
      call,
    );
  const args = values.map((value, index): Argument => {
    const node = call.args[index];
    return {
      type: value.type,
      nullable: value.nullable,
      constant: node?.kind === "literal" ? node.value : null,
    };
  });
  if (!fits(call, rule, args, findings)) return { ...UNKNOWN, origins };
  const type = rule.result(args, call.unit);
  if (type === null && ["COALESCE", "IFNULL", "IF", "GREATEST", "LEAST"].includes(name))
    mixed(call, args, findings);
  return { type, nullable: isNullable(call, rule, args, grouped), origins };
}

function isNullable(call: Call, rule: FunctionRule, args: readonly Argument[], grouped: boolean): boolean {
  if (rule.nullIfEmpty && call.over === null && (!grouped || call.filter !== null)) return true;
  // A window with a frame may hold no row; of a named window the frame is not looked up.
  if (rule.nullIfEmpty && call.over !== null && (!("kind" in call.over) || call.over.bounds.length > 0))
    return true;
  if (typeof rule.nulls === "function") return rule.nulls(args);
  if (rule.nulls === "some") return args.some((arg) => arg.nullable);
  if (rule.nulls === "all") return args.every((arg) => arg.nullable);
  return rule.nulls === "always";
}

function fits(call: Call, rule: FunctionRule, args: readonly Argument[], findings: Findings): boolean {
  const star = call.args.some((arg) => arg.kind === "star");
  if (star) return rule.name === "COUNT" || misplacedStar(call, findings);
  const max = rule.repeats ? Number.POSITIVE_INFINITY : rule.families.length;
  const named = /^(JSON_|TUMBLE|HOP|SESSION)/.test(rule.name);
  if (args.length < rule.min || (args.length > max && !named)) {
    const wanted =
      rule.min === max ? `${max}` : Number.isFinite(max) ? `${rule.min} to ${max}` : `at least ${rule.min}`;
    const message = `${rule.name} takes ${wanted} argument${wanted === "1" ? "" : "s"}, not ${args.length}.`;
    findings.add("sql/arguments", message, "", call);
    return false;
  }
  let good = true;
  for (const [index, { type }] of args.entries()) {
    const families = rule.families[Math.min(index, rule.families.length - 1)] ?? [];
    const wanted =
      call.unit === null || !/^(FLOOR|CEIL|CEILING)$/.test(rule.name) ? families : (["time"] as const);
    const node = call.args[index];
    if (type === null || node === undefined || wanted.some((family) => isOf(type, family))) continue;
    good = false;
    const message = `Argument ${index + 1} of ${rule.name} is ${printType(type)}, but must be ${wanted.map((family) => WORDS[family]).join(" or ")}.`;
    findings.add("sql/type", message, "CAST it, or check the column.", node);
  }
  return good;
}

const WORDS = {
  any: "anything",
  text: "text",
  number: "a number",
  whole: "a whole number",
  bool: "BOOLEAN",
  bytes: "bytes",
  time: "a date, time, timestamp or interval",
  point: "a date, time or timestamp",
  array: "an array",
  map: "a map",
  multiset: "a multiset",
} as const;

function misplacedStar(call: Call, findings: Findings): false {
  findings.add(
    "sql/arguments",
    `${call.name.text} does not take *.`,
    "Only COUNT(*) does; name the column.",
    call,
  );
  return false;
}

function mixed(call: Call, args: readonly Argument[], findings: Findings): void {
  const values = call.name.text.toUpperCase() === "IF" ? args.slice(1) : args;
  if (values.some((arg) => arg.type === null)) return;
  const types = values.map((arg) => (arg.type === null ? "?" : printType(arg.type))).join(", ");
  findings.add(
    "sql/type",
    `The values of ${call.name.text} have no common type: ${types}.`,
    "CAST them to one type.",
    call,
  );
}

function unknownFunction(call: Call, findings: Findings): void {
  const near = nearestName(call.name.text, BUILT_IN_NAMES);
  const hint =
    near === null
      ? "Flink's built-in functions and those that start with strata_ can be called."
      : `Did you mean ${near}?`;
  findings.add("sql/unknown-function", `There is no function "${call.name.text}".`, hint, call.name);
}

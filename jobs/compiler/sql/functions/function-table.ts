import { AGGREGATE_FUNCTIONS } from "./aggregate-functions";
import type { FunctionRule } from "./function-rule";
import { NUMBER_FUNCTIONS } from "./number-functions";
import { TEXT_FUNCTIONS } from "./text-functions";
import { TIME_FUNCTIONS } from "./time-functions";

const RULES: ReadonlyMap<string, FunctionRule> = new Map(
  [...TEXT_FUNCTIONS, ...NUMBER_FUNCTIONS, ...TIME_FUNCTIONS, ...AGGREGATE_FUNCTIONS].map((rule) => [
    rule.name,
    rule,
  ]),
);

/** The rule of a function by name in upper case; undefined when its types are not known here. */
export function functionRule(upper: string): FunctionRule | undefined {
  return RULES.get(upper);
}

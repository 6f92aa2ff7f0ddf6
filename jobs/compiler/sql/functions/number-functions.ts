import { arithmeticType, decimal, roundedType } from "../types/numeric";
import type { SqlType } from "../types/sql-type";
import { type Argument, type FunctionRule, rules } from "./function-rule";
import { BOOLEAN, common, commonType, DOUBLE, INT, sameAs } from "./result-types";

function whole(args: readonly Argument[], unit: string | null): SqlType | null {
  const type = args[0]?.type ?? null;
  return type?.kind === "DECIMAL" && unit === null ? decimal(type.precision, 0) : type;
}

function rounded(args: readonly Argument[]): SqlType | null {
  const [value, digits] = args;
  if (value?.type?.kind !== "DECIMAL") return value?.type ?? null;
  if (digits === undefined) return roundedType(value.type, 0);
  return digits.constant === null ? null : roundedType(value.type, Number(digits.constant));
}

/** IF gives the common type, but of two timestamps the first. */
function chosen(args: readonly Argument[]): SqlType | null {
  const [, first, second] = args;
  const times = first?.type?.kind === "TIMESTAMP" && second?.type?.kind === "TIMESTAMP";
  return times ? first.type : commonType(args.slice(1));
}

function modulus(args: readonly Argument[]): SqlType | null {
  const [a, b] = args;
  return a?.type && b?.type ? arithmeticType("%", a.type, b.type) : null;
}

function elementOf(args: readonly Argument[]): SqlType | null {
  const type = args[0]?.type;
  return type?.kind === "ARRAY" || type?.kind === "MULTISET" ? type.element.type : null;
}

function arrayOf(part: "key" | "value"): FunctionRule["result"] {
  return ([map]) => (map?.type?.kind === "MAP" ? { kind: "ARRAY", element: map.type[part] } : null);
}

function entries(args: readonly Argument[]): SqlType | null {
  const map = args[0]?.type;
  if (map?.kind !== "MAP") return null;
  const fields = [
    { name: "key", ...map.key },
    { name: "value", ...map.value },
  ];
  return { kind: "ARRAY", element: { type: { kind: "ROW", fields }, nullable: true } };
}

/** The type of an array, when what is added to it has the same. */
function sameElement(args: readonly Argument[]): SqlType | null {
  const array = args[0]?.type ?? null;
  const element = elementOf(args);
  const others = args.slice(1).map((arg) => (arg.type?.kind === "ARRAY" ? arg.type.element.type : arg.type));
  const alike = element !== null && others.every((type) => type?.kind === element.kind);
  return alike && array?.kind === "ARRAY" && array.element.nullable ? array : null;
}

/** Functions on numbers, conditions, arrays and maps. */
export const NUMBER_FUNCTIONS: readonly FunctionRule[] = [
  rules("ABS", "number|time", sameAs(0)),
  rules("SIGN", "number", sameAs(0)),
  rules("FLOOR CEIL CEILING", "number|time", whole),
  rules("ROUND TRUNCATE", "number,whole?", rounded),
  rules("MOD", "number,number", modulus),
  rules("POWER ATAN2", "number,number", DOUBLE),
  rules(
    "SQRT LN LOG10 LOG2 EXP SIN COS TAN COT ASIN ACOS ATAN SINH COSH TANH DEGREES RADIANS",
    "number",
    DOUBLE,
  ),
  rules("LOG", "number,number?", DOUBLE),
  rules("PI E", "", DOUBLE, "never"),
  rules("RAND", "whole?", DOUBLE),
  rules("RAND_INTEGER", "whole,whole?", INT),
  rules("GREATEST LEAST", "any,any*", common()),
  rules("COALESCE", "any,any*", common(), "all"),
  rules("IFNULL", "any,any", common(), "all"),
  rules("NULLIF", "any,any", sameAs(0), "always"),
  rules("IF", "bool,any,any", chosen),
  rules("CARDINALITY", "array|map|multiset", INT),
  rules("ELEMENT", "array|multiset", elementOf, "always"),
  rules("ARRAY_CONTAINS", "array,any", BOOLEAN, (args) => args[0]?.nullable ?? true),
  rules("ARRAY_DISTINCT ARRAY_REVERSE", "array", sameAs(0)),
  rules("ARRAY_SORT", "array,bool?,bool?", sameAs(0)),
  rules("ARRAY_SLICE", "array,whole,whole?", sameAs(0)),
  rules(
    "ARRAY_REMOVE ARRAY_APPEND ARRAY_PREPEND",
    "array,any",
    sameElement,
    (args) => args[0]?.nullable ?? true,
  ),
  rules("ARRAY_UNION", "array,array", sameElement),
  rules("ARRAY_CONCAT", "array,array*", sameElement),
  rules("ARRAY_POSITION", "array,any", INT),
  rules("ARRAY_MAX ARRAY_MIN", "array", elementOf, "always"),
  rules(
    "ARRAY_JOIN",
    "array,text,text?",
    (args) => commonType(args.slice(1)) && { kind: "VARCHAR", length: 2147483647 },
  ),
  rules("MAP_KEYS", "map", arrayOf("key")),
  rules("MAP_VALUES", "map", arrayOf("value")),
  rules("MAP_ENTRIES", "map", entries),
].flat();

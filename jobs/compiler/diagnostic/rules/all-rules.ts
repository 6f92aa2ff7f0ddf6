import { API_RULES } from "./api-rules";
import { FILE_RULES } from "./file-rules";
import { IGNORE_RULES } from "./ignore-rules";
import type { Rule } from "./rule";
import { SQL_RULES } from "./sql-rules";
import { TABLE_RULES } from "./table-rules";

/** Every check by its id. A finding whose check is not in the list of a compilation is not reported. */
export const ALL_RULES: ReadonlyMap<string, Rule> = new Map(
  [...FILE_RULES, ...SQL_RULES, ...TABLE_RULES, ...API_RULES, ...IGNORE_RULES].map((rule) => [rule.id, rule]),
);

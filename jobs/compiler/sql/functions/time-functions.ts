import type { SqlType } from "../types/sql-type";
import { type Argument, type FunctionRule, rules } from "./function-rule";
import { BIGINT, DATE, INT, STRING } from "./result-types";

const TIMESTAMP: SqlType = { kind: "TIMESTAMP", precision: 3 };
const TIMESTAMP_LTZ: SqlType = { kind: "TIMESTAMP_LTZ", precision: 3 };
const TIME: SqlType = { kind: "TIME", precision: 0 };
const DAYS = new Set(["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]);

function shifted(args: readonly Argument[], unit: string | null): SqlType | null {
  const type = args[1]?.type ?? null;
  if (type?.kind !== "DATE" || (unit !== null && DAYS.has(unit))) return type;
  return { kind: "TIMESTAMP", precision: 6 };
}

/** Functions on dates, times and timestamps. */
export const TIME_FUNCTIONS: readonly FunctionRule[] = [
  rules("CURRENT_TIMESTAMP NOW CURRENT_ROW_TIMESTAMP PROCTIME", "", TIMESTAMP_LTZ, "never"),
  rules("LOCALTIMESTAMP", "", TIMESTAMP, "never"),
  rules("CURRENT_DATE", "", DATE, "never"),
  rules("CURRENT_TIME LOCALTIME", "", TIME, "never"),
  rules("FROM_UNIXTIME", "number,text?", STRING, "always"),
  rules("TO_TIMESTAMP", "text,text?", TIMESTAMP, "always"),
  rules("TO_TIMESTAMP_LTZ", "number,whole", TIMESTAMP_LTZ, "always"),
  rules("TO_DATE", "text,text?", DATE, "always"),
  rules("DATE_FORMAT", "point|text,text", STRING, "always"),
  rules("CONVERT_TZ", "text,text,text", STRING, "always"),
  rules("TIMESTAMPDIFF", "point,point", INT),
  rules("TIMESTAMPADD", "whole,point", shifted),
  rules("EXTRACT YEAR QUARTER MONTH WEEK DAYOFYEAR DAYOFMONTH DAYOFWEEK HOUR MINUTE SECOND", "time", BIGINT),
  rules("MINUS_DATE", "point,point", (_args, unit) => ({
    kind: "INTERVAL",
    of: unit === "YEAR" || unit === "MONTH" ? "MONTHS" : "MILLIS",
  })),
  rules("TUMBLE_START TUMBLE_END", "point,time,time?", TIMESTAMP, "never"),
  rules("HOP_START HOP_END", "point,time,time,time?", TIMESTAMP, "never"),
  rules("SESSION_START SESSION_END", "point,time", TIMESTAMP, "never"),
].flat();

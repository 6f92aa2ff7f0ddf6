import type { JsonSchema } from "./json-schema";
import { parseDate, parseTime, parseTimestamp, parseTimestampLtz, timestampToJson } from "./temporal";

/** How values of one Flink SQL type come in as parameters, go to the store, and go out as JSON. */
export interface ColumnType {
  /** PostgreSQL type that bound values are cast to. */
  readonly storeType: string;
  /** Whether values can be filtered and ordered by. */
  readonly comparable: boolean;
  /** What a caller has to write, for error messages. */
  readonly expected: string;
  readonly schema: JsonSchema;
  /** The value to bind, or null when the text is no value of the type. */
  parse(text: string): string | null;
  /** JSON text of the store's text form; digits are kept as they are, so nothing is rounded. */
  toJson(text: string): string;
  /** SELECT expression over the quoted column. */
  select(quotedColumn: string): string;
}

/** Longest text value that a filter takes, in characters. */
export const MAX_TEXT = 512;

const asIs = (quoted: string): string => quoted;
const quote = (text: string): string => JSON.stringify(text);

/**
 * The type for a canonical Flink type text such as `DECIMAL(18, 2)`; null for a type that can't be served.
 *
 * JSON forms: BIGINT and smaller are JSON integers with all their digits; DECIMAL is a string of exact digits;
 * FLOAT and DOUBLE are numbers (null for NaN and infinities); TIMESTAMP is ISO without a zone, TIMESTAMP_LTZ the same
 * in UTC with `Z`, both with as many fraction digits as declared; BYTES is base64; ARRAY, MAP and ROW are JSON.
 */
export function columnType(type: string): ColumnType | null {
  const match = /^([A-Z_]+)(?:\((\d+)(?:, ?(\d+))?\))?$/.exec(type);
  if (match === null) return /^(ARRAY|MAP|ROW|MULTISET)\s*[<(]/.test(type) ? nested() : null;
  const [, name = "", first, second] = match;
  const build = BUILDERS[name];
  return build === undefined
    ? null
    : build(first === undefined ? null : Number(first), second === undefined ? null : Number(second));
}

type Builder = (first: number | null, second: number | null) => ColumnType;

const BUILDERS: Readonly<Record<string, Builder>> = {
  STRING: () => text(MAX_TEXT),
  VARCHAR: (length) => text(Math.min(length ?? MAX_TEXT, MAX_TEXT)),
  CHAR: (length) => text(Math.min(length ?? 1, MAX_TEXT)),
  BOOLEAN: () => boolean(),
  TINYINT: () => integer(8, "smallint"),
  SMALLINT: () => integer(16, "smallint"),
  INT: () => integer(32, "integer"),
  INTEGER: () => integer(32, "integer"),
  BIGINT: () => integer(64, "bigint"),
  FLOAT: () => float("real", Math.fround),
  DOUBLE: () => float("double precision", (value) => value),
  DECIMAL: (precision, scale) => decimal(precision ?? 10, scale ?? 0),
  DATE: () =>
    temporal("date", "a date such as 2019-03-01", parseDate, { type: "string", format: "date" }, quote),
  TIME: () =>
    temporal("time", "a time such as 08:30:00", parseTime, { type: "string", examples: ["08:30:00"] }, quote),
  TIMESTAMP: (precision) => timestamp(precision ?? 6),
  TIMESTAMP_LTZ: (precision) => timestampLtz(precision ?? 6),
  BYTES: () => bytes(),
  VARBINARY: () => bytes(),
  BINARY: () => bytes(),
};

function text(max: number): ColumnType {
  return {
    storeType: "text",
    comparable: true,
    expected: `text of at most ${max} characters`,
    schema: { type: "string" },
    parse: (value) => ([...value].length > max || value.includes("\0") ? null : value),
    toJson: quote,
    select: asIs,
  };
}

function boolean(): ColumnType {
  return {
    storeType: "boolean",
    comparable: true,
    expected: "true or false",
    schema: { type: "boolean" },
    parse: (value) => (value === "true" || value === "false" ? value : null),
    toJson: (stored) => (stored === "t" || stored === "true" ? "true" : "false"),
    select: asIs,
  };
}

function integer(bits: number, storeType: string): ColumnType {
  const most = 2n ** BigInt(bits - 1) - 1n;
  const least = -most - 1n;
  return {
    storeType,
    comparable: true,
    expected: `a whole number from ${least} to ${most}`,
    schema: {
      type: "integer",
      ...(bits === 64 ? { format: "int64" } : bits === 32 ? { format: "int32" } : {}),
    },
    parse: (value) => {
      if (!/^-?\d{1,19}$/.test(value)) return null;
      const number = BigInt(value);
      return number < least || number > most ? null : number.toString();
    },
    toJson: (stored) => stored,
    select: asIs,
  };
}

function float(storeType: string, round: (value: number) => number): ColumnType {
  return {
    storeType,
    comparable: true,
    expected: "a number such as 12.5",
    schema: { type: "number" },
    parse: (value) => {
      if (!/^-?\d{1,40}(\.\d{1,40})?([eE][+-]?\d{1,3})?$/.test(value)) return null;
      const number = round(Number(value));
      return Number.isFinite(number) ? String(number) : null;
    },
    toJson: (stored) => (/^-?\d/.test(stored) ? stored : "null"),
    select: asIs,
  };
}

function decimal(precision: number, scale: number): ColumnType {
  const whole = Math.max(precision - scale, 1);
  const shape = new RegExp(`^-?\\d{1,${whole}}${scale > 0 ? `(\\.\\d{1,${scale}})?` : ""}$`);
  return {
    storeType: "numeric",
    comparable: true,
    expected: `a decimal number with at most ${precision - scale} digits before and ${scale} after the point`,
    schema: {
      type: "string",
      pattern: "^-?[0-9]+(\\.[0-9]+)?$",
      examples: [scale > 0 ? `12.${"5".padEnd(scale, "0")}` : "12"],
    },
    parse: (value) => (shape.test(value) ? value : null),
    toJson: quote,
    select: asIs,
  };
}

function temporal(
  storeType: string,
  expected: string,
  parse: (value: string) => string | null,
  schema: JsonSchema,
  toJson: (stored: string) => string,
): ColumnType {
  return { storeType, comparable: true, expected, schema, parse, toJson, select: asIs };
}

function timestamp(precision: number): ColumnType {
  const example = `2019-03-01T08:30:00${precision > 0 ? `.${"0".repeat(precision)}` : ""}`;
  return temporal(
    "timestamp",
    "a time without a zone such as 2019-03-01T08:30:00",
    parseTimestamp,
    { type: "string", description: "ISO 8601, without a zone", examples: [example] },
    (stored) => quote(timestampToJson(stored, precision, "")),
  );
}

function timestampLtz(precision: number): ColumnType {
  return temporal(
    "timestamptz",
    "a time with its zone such as 2019-03-01T08:30:00Z",
    parseTimestampLtz,
    { type: "string", format: "date-time" },
    (stored) => quote(timestampToJson(stored, precision, "Z")),
  );
}

function bytes(): ColumnType {
  return {
    storeType: "bytea",
    comparable: false,
    expected: "nothing: BYTES can't be filtered",
    schema: { type: "string", contentEncoding: "base64" },
    parse: () => null,
    toJson: (stored) => quote(Buffer.from(stored.replace(/^\\x/, ""), "hex").toString("base64")),
    select: asIs,
  };
}

function nested(): ColumnType {
  return {
    storeType: "jsonb",
    comparable: false,
    expected: "nothing: nested values can't be filtered",
    schema: { description: "Nested value" },
    parse: () => null,
    toJson: (stored) => stored,
    select: (quoted) => `to_jsonb(${quoted})::text`,
  };
}

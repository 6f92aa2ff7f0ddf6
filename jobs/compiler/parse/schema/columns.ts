import * as z from "zod";
import { nearestName } from "../../diagnostic/nearest-name";
import { parseType } from "../../sql/types/parse-type";
import type { SqlType } from "../../sql/types/sql-type";
import { doc, fail, identifier } from "./primitives";

const TYPE_NAMES =
  "ARRAY BIGINT BINARY BOOLEAN BYTES CHAR DATE DECIMAL DOUBLE FLOAT INT INTEGER MAP NUMERIC ROW SMALLINT STRING TIME TIMESTAMP TIMESTAMP_LTZ TINYINT VARBINARY VARCHAR".split(
    " ",
  );

/** What an editor offers; every other Flink SQL type may be written too. */
const COMMON_TYPES: readonly string[] = [
  "STRING",
  "BIGINT",
  "INT",
  "BOOLEAN",
  "DOUBLE",
  "DATE",
  "TIMESTAMP(3)",
  "TIMESTAMP_LTZ(3)",
  "DECIMAL(18, 2)",
  "STRING NOT NULL",
  "BIGINT NOT NULL",
  "DECIMAL(18, 2) NOT NULL",
  "TIMESTAMP(3) NOT NULL",
];

/** The name of a type in either case, and what may follow it: JSON Schema has no patterns without case. */
const TYPE_PATTERN = `^\\s*(${[...TYPE_NAMES, "DEC", "MULTISET", "INTERVAL"].map(eitherCase).join("|")})(\\s*[(<].*)?(\\s+[A-Za-z].*)?\\s*$`;

function eitherCase(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => `[${letter}${letter.toLowerCase()}]`);
}

const NOT_NULL = /\s+not\s+null\s*$/i;

/** A Flink SQL type with or without `NOT NULL`. */
const typeText = z
  .string()
  .transform((text, context): { type: SqlType; notNull: boolean } => {
    const bare = text.replace(NOT_NULL, "").trim();
    const parsed = parseType(bare);
    if ("error" in parsed) {
      // In a flow map ({a: DECIMAL(18, 2)}) YAML cuts the type at its comma.
      const cut = (bare.match(/\(/g)?.length ?? 0) > (bare.match(/\)/g)?.length ?? 0);
      const hint = cut
        ? "Inside { } put the type in quotes, or write one column a line."
        : "Write a Flink SQL type, e.g. BIGINT, STRING, DECIMAL(18, 2), TIMESTAMP(3).";
      // The parser's message lists every type; of a single wrong word the nearest is what helps.
      const word = /^[A-Za-z_]+/.exec(bare)?.[0] ?? "";
      const nearest = TYPE_NAMES.includes(word.toUpperCase()) ? null : nearestName(word, TYPE_NAMES);
      if (nearest !== null)
        return fail(context, "column/type", `"${text}" is not a type.`, `Did you mean ${nearest}?`);
      return fail(context, "column/type", `"${text}" is not a type. ${parsed.error}`, hint);
    }
    return { type: parsed.type, notNull: bare !== text.trim() };
  })
  .meta({
    description: "A Flink SQL type, with NOT NULL when the value is never null. Key columns are never null.",
    anyOf: [{ enum: COMMON_TYPES }, { pattern: TYPE_PATTERN }],
  });

const classification = z
  .enum(["public", "internal", "pii"])
  .describe(
    "Who may see it. pii leaves through an API only by a grant that names the column. Default: pii if it is computed from pii, else internal.",
  );

const long = z
  .strictObject({
    type: typeText,
    nullable: z
      .boolean()
      .optional()
      .describe("Whether the value may be null. Default: yes, unless NOT NULL or a key column."),
    doc: doc.optional(),
    classification: classification.optional(),
  })
  .describe("A column with its documentation.");

const short = typeText.transform((type): z.output<typeof long> => ({ type }));

/** `name: TYPE [NOT NULL]`, or `name: {type, nullable, doc, classification}`; at least one. */
export const columns = z
  .record(identifier, z.union([short, long]))
  .superRefine((map, context) => {
    if (Object.keys(map).length === 0)
      fail(context, "column/none", "There are no columns.", "Declare at least one.");
  })
  .meta({
    description: "The columns in order: name: TYPE, or name: { type, doc, nullable, classification }.",
    minProperties: 1,
  });

/** What `columns` gives for one column. */
export type ColumnInput = z.output<typeof long>;

import { MAX_LENGTH, type SqlType } from "../types/sql-type";
import { type Argument, type FunctionRule, rules } from "./function-rule";
import { BIGINT, BOOLEAN, INT, STRING, sameAs, varying } from "./result-types";

function char(length: number): SqlType {
  return { kind: "CHAR", length };
}

function overlaid([whole, part]: readonly Argument[]): SqlType | null {
  if (!whole?.type || !part?.type || !("length" in whole.type) || !("length" in part.type)) return null;
  return { kind: "VARCHAR", length: Math.min(whole.type.length + part.type.length, MAX_LENGTH) };
}

const TEXT_MAP: SqlType = {
  kind: "MAP",
  key: { type: STRING, nullable: true },
  value: { type: STRING, nullable: true },
};

/** Functions on text, bytes, hashes and JSON. */
export const TEXT_FUNCTIONS: readonly FunctionRule[] = [
  rules("UPPER LOWER INITCAP", "text", sameAs(0)),
  rules("TRIM LTRIM RTRIM", "text,text?", varying(0)),
  rules("SUBSTRING SUBSTR", "text,whole,whole?", varying(0), "always"),
  rules("LEFT RIGHT", "text,whole", varying(0), "always"),
  rules("CONCAT", "text,text*", STRING),
  rules("CONCAT_WS", "text,text*", STRING, (args) => args[0]?.nullable ?? true),
  rules("REPLACE", "text,text,text", STRING),
  rules("REPEAT", "text,whole", STRING),
  rules("REVERSE", "text", STRING, "always"),
  rules("CHAR_LENGTH CHARACTER_LENGTH", "text", INT),
  rules("POSITION INSTR", "text,text", INT),
  rules("LOCATE", "text,text,whole?", INT),
  rules("LPAD RPAD", "text,whole,text", STRING),
  rules("OVERLAY", "text,text,whole,whole?", overlaid),
  rules("REGEXP", "text,text", BOOLEAN),
  rules("REGEXP_EXTRACT", "text,text,whole?", STRING, "always"),
  rules("REGEXP_REPLACE", "text,text,text", STRING),
  rules("SPLIT_INDEX", "text,text|whole,whole", STRING, "always"),
  rules("STR_TO_MAP", "text,text?,text?", TEXT_MAP, "always"),
  rules("SPLIT", "text,text", { kind: "ARRAY", element: { type: STRING, nullable: true } }),
  rules("ASCII", "text", INT),
  rules("CHR", "whole", STRING, "always"),
  rules("TO_BASE64 FROM_BASE64", "text", STRING),
  rules("ENCODE", "text,text", { kind: "BINARY", length: 1 }, "always"),
  rules("DECODE", "bytes,text", STRING, "always"),
  rules("UUID", "", char(36), "never"),
  rules("PARSE_URL", "text,text,text?", STRING, "always"),
  rules("IS_ALPHA IS_DIGIT IS_DECIMAL", "any", BOOLEAN, "never"),
  rules("MD5", "text", char(32)),
  rules("SHA1", "text", char(40)),
  rules("SHA224", "text", char(56)),
  rules("SHA256", "text", char(64)),
  rules("SHA384", "text", char(96)),
  rules("SHA512", "text", char(128)),
  rules("SHA2", "text,whole", { kind: "VARCHAR", length: 128 }),
  rules("HASH_CODE", "any", INT),
  rules("JSON_EXISTS", "text,text", BOOLEAN, "always"),
  rules("JSON_QUERY", "text,text", STRING, "always"),
  rules("JSON_STRING", "any", STRING),
  rules("JSON_OBJECT JSON_ARRAY", "any*", STRING, "never"),
  rules("CURRENT_DATABASE", "", STRING, "never"),
  rules("TYPEOF", "any,bool?", STRING, "always"),
  rules("BIN", "whole", STRING),
  rules("HEX", "whole|text", STRING),
  rules("UNIX_TIMESTAMP", "text?,text?", BIGINT, (args) => args.some((arg) => arg.nullable)),
].flat();

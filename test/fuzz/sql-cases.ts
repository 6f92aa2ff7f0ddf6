import type { Random } from "../../bench/compile/random";
import { editSql, type MakeCase, repeatedly, splice } from "./case";

const SCRAPS =
  "'|\"|`|--|/*|*/|/*+|;|(|)|,|.|..|*|::|=>|<>|!=|{|}|$|${|\\|\u0000|😀|x'|x'0|U&'|1e|.5|0x|?|:a|[|]|@|%|SELECT|FROM|\n".split(
    "|",
  );
const WORDS =
  "SELECT FROM WHERE GROUP BY HAVING ORDER UNION ALL EXCEPT INTERSECT WITH AS JOIN LEFT FULL CROSS ON USING LATERAL TABLE VALUES CASE WHEN THEN ELSE END CAST NULL NOT IN EXISTS BETWEEN AND OR LIKE IS DISTINCT OVER PARTITION ROWS RANGE UNBOUNDED PRECEDING FOR SYSTEM_TIME OF INTERVAL MINUTE TUMBLE HOP CUMULATE SESSION DESCRIPTOR UNNEST ROW ARRAY MAP TIMESTAMP DATE COUNT SUM ROW_NUMBER MATCH_RECOGNIZE PIVOT GROUPING SETS CUBE ROLLUP FILTER LIMIT OFFSET FETCH TRUE FALSE".split(
    " ",
  );
const TOKEN = /\s+|'[^']*'|[\w.]+|./g;
const NAMES = [
  "trip_id",
  "total",
  "t.fare",
  "zone_id",
  "borough",
  "no_such",
  "`select`",
  "t.*",
  "p.name",
  "dropoff_at",
];
const TABLES = [
  "dws.trip t",
  "dim.zone p",
  "ods.trips",
  "dwf.trip",
  "no.table",
  "(SELECT 1) s",
  "(VALUES (1, 'a')) AS v(x, y)",
];

/** Classes of bad SQL, by name. */
export const SQL_CASES: Readonly<Record<string, MakeCase>> = {
  "sql scraps": (random, base) =>
    repeatedly(random, 3, base, (files) =>
      editSql(random, files, (sql) => splice(random, sql, random.pick(SCRAPS), 20)),
    ),
  "sql tokens": (random, base) =>
    editSql(random, base, (sql) => {
      const tokens = sql.match(TOKEN) ?? [];
      for (let i = 1 + random.below(5); i > 0; i--) {
        const at = random.below(tokens.length + 1);
        const word = random.chance(50) ? random.pick(WORDS) : random.pick(NAMES);
        tokens.splice(
          at,
          random.below(3),
          ...random.pick([[], [` ${word} `], [tokens[random.below(tokens.length)] ?? ""]]),
        );
      }
      return tokens.join("");
    }),
  "word soup": (random, base) =>
    editSql(random, base, () =>
      Array.from({ length: 1 + random.below(40) }, () =>
        random.pick([random.pick(WORDS), random.pick(NAMES), random.pick(SCRAPS), random.pick(TABLES)]),
      ).join(" "),
    ),
  "random queries": (random, base) => editSql(random, base, () => query(random, 4)),
  "deep sql": (random, base) =>
    editSql(random, base, (sql) => {
      const depth = random.pick([20, 150, 199, 201, 1000, 20000]);
      const nest = (open: string, inner: string, close: string) =>
        open.repeat(depth) + inner + close.repeat(depth);
      return random.pick([
        () => `SELECT ${nest("(", "1", ")")}`,
        () => `SELECT ${"(".repeat(depth)}`,
        () => `SELECT ${nest("CASE WHEN TRUE THEN ", "1", " END")}`,
        () => nest("SELECT * FROM (", "SELECT 1", ") x"),
        () => `SELECT ${"NOT ".repeat(depth)}TRUE`,
        () => `SELECT ${"- ".repeat(depth)}1`,
        () => `SELECT 1${" + 1".repeat(depth)}`,
        () => `SELECT 1 ${"AND TRUE ".repeat(depth)}`,
        () => `SELECT ${nest("ABS(", "1", ")")}`,
        () => `SELECT CAST(1 AS ${nest("ARRAY<", "INT", ">")})`,
        () => `${sql} ${"UNION ALL SELECT 1 ".repeat(Math.min(depth, 2000))}`,
        () => `SELECT 1 FROM dws.trip ${"CROSS JOIN dim.zone ".repeat(Math.min(depth, 1000))}`,
        () => `SELECT a${".b".repeat(depth)} FROM dws.trip`,
        () => `SELECT a${"[1]".repeat(depth)} FROM dws.trip`,
        () => `SELECT 1 WHERE 1 IN (${"1, ".repeat(depth)}1)`,
        () => nest("WITH a AS (", "SELECT 1", ") SELECT * FROM a"),
      ])();
    }),
};

function query(random: Random, depth: number): string {
  const outputs = Array.from(
    { length: 1 + random.below(5) },
    () => `${value(random, depth)}${random.chance(30) ? ` AS c${random.below(5)}` : ""}`,
  );
  const source = random.chance(20) && depth > 0 ? `(${query(random, depth - 1)}) q` : random.pick(TABLES);
  const join = random.chance(30)
    ? ` ${random.pick(["LEFT ", "INNER ", "FULL ", ""])}JOIN ${random.pick(TABLES)} ON ${value(random, 1)} = ${value(random, 1)}`
    : "";
  const where = random.chance(40)
    ? ` WHERE ${value(random, depth)} ${random.pick(["=", ">", "IS NOT DISTINCT FROM", "LIKE"])} ${value(random, depth)}`
    : "";
  const group = random.chance(30)
    ? ` GROUP BY ${value(random, 1)}${random.chance(30) ? ` HAVING COUNT(*) > ${value(random, 1)}` : ""}`
    : "";
  const more = random.chance(15) && depth > 0 ? ` UNION ALL ${query(random, depth - 1)}` : "";
  const common = random.chance(15) && depth > 0 ? `WITH w AS (${query(random, depth - 1)}) ` : "";
  return `${common}SELECT ${random.chance(10) ? "DISTINCT " : ""}${outputs.join(", ")} FROM ${source}${join}${where}${group}${more}`;
}

function value(random: Random, depth: number): string {
  if (depth <= 0) return random.pick([...NAMES, "1", "1.5", "'a'", "NULL", "TRUE", "DATE '2024-01-01'", "*"]);
  const inner = () => value(random, depth - 1 - random.below(2));
  return random.pick([
    () => random.pick(NAMES),
    () => `${inner()} ${random.pick(["+", "-", "*", "/", "%", "||", "AND", "OR", "="])} ${inner()}`,
    () =>
      `CAST(${inner()} AS ${random.pick(["INT", "STRING", "DECIMAL(10, 2)", "ROW<a INT>", "NOPE", "TIMESTAMP(99)"])})`,
    () => `CASE WHEN ${inner()} THEN ${inner()} ELSE ${inner()} END`,
    () =>
      `${random.pick(["COALESCE", "SUM", "LOWER", "COUNT", "NOPE", "ROW", "IF"])}(${inner()}, ${inner()})`,
    () => `ROW_NUMBER() OVER (PARTITION BY ${inner()} ORDER BY ${inner()} DESC)`,
    () => `${inner()} BETWEEN ${inner()} AND ${inner()}`,
    () => `${inner()} IN (${inner()}, ${inner()})`,
    () => `EXISTS (${query(random, depth - 1)})`,
    () => `(${query(random, depth - 1)})`,
    () => `ARRAY[${inner()}, ${inner()}][${inner()}]`,
    () => `FLOOR(${inner()} TO ${random.pick(["HOUR", "MINUTE", "NOPE"])})`,
    () => `INTERVAL '${random.below(99)}' ${random.pick(["DAY", "HOUR", "NOPE"])}`,
  ])();
}

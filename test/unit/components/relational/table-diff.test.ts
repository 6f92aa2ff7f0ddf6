import { describe, expect, test } from "vitest";
import { createTable, type Dialect, declaredTable } from "../../../../components/relational/dialect";
import { mysqlDialect, normalizedMysqlType } from "../../../../components/relational/mysql-dialect";
import { postgresDialect } from "../../../../components/relational/postgres-dialect";
import { destructiveDifferences, diffTable } from "../../../../components/relational/table-diff";

const column = (name: string, type: string, nullable = true) => ({ name, type, nullable });

const MAPPING: readonly (readonly [string, string, string])[] = [
  ["STRING", "text", "text"],
  ["BOOLEAN", "boolean", "boolean"],
  ["TINYINT", "smallint", "tinyint"],
  ["SMALLINT", "smallint", "smallint"],
  ["INT", "integer", "int"],
  ["BIGINT", "bigint", "bigint"],
  ["FLOAT", "real", "float"],
  ["DOUBLE", "double precision", "double"],
  ["DECIMAL(18, 2)", "numeric(18,2)", "decimal(18,2)"],
  ["DATE", "date", "date"],
  ["TIME(0)", "time without time zone", "time"],
  ["TIMESTAMP(3)", "timestamp(3) without time zone", "datetime(3)"],
  ["TIMESTAMP(9)", "timestamp(6) without time zone", "datetime(6)"],
  ["TIMESTAMP(0)", "timestamp(0) without time zone", "datetime"],
  ["TIMESTAMP_LTZ(3)", "timestamp(3) with time zone", "timestamp(3)"],
  ["BYTES", "bytea", "longblob"],
  ["VARCHAR(20)", "character varying(20)", "varchar(20)"],
  ["CHAR(3)", "character(3)", "char(3)"],
];

test.each(MAPPING)("Flink's %s is PostgreSQL's %s and MySQL's %s", (flink, postgres, mysql) => {
  const types = [postgresDialect, mysqlDialect].map(
    (dialect) => declaredTable(dialect, [column("c", flink)], []).columns[0]?.type,
  );
  expect(types).toEqual([postgres, mysql]);
});

test("a key column is never null, and in MySQL a text in the key has a length", () => {
  const declared = declaredTable(
    mysqlDialect,
    [column("borough", "STRING"), column("note", "STRING")],
    ["borough"],
  );
  expect(declared.columns).toEqual([
    { name: "borough", type: "varchar(255)", nullable: false },
    { name: "note", type: "text", nullable: true },
  ]);
});

test("nested types are refused with what to do", () => {
  expect(() => declaredTable(postgresDialect, [column("c", "ARRAY<INT>")], [])).toThrow(
    /ARRAY<INT>.*flatten/,
  );
});

test("identifiers are quoted, so that names can't become SQL", () => {
  const evil = declaredTable(postgresDialect, [column('a"; DROP TABLE x; --', "INT")], []);
  expect(createTable(postgresDialect, { schema: 's"s', name: "t" }, evil)).toBe(
    'CREATE TABLE "s""s"."t" (\n  "a""; DROP TABLE x; --" integer NULL\n)',
  );
});

test("MySQL's display widths are no difference, and tinyint(1) is a boolean", () => {
  expect(
    ["bigint(20)", "int(11)", "tinyint(1)", "tinyint(4)", "decimal(8,2)", "datetime(3)"].map(
      normalizedMysqlType,
    ),
  ).toEqual(["bigint", "int", "boolean", "tinyint", "decimal(8,2)", "datetime(3)"]);
});

describe.each<[string, Dialect]>([
  ["PostgreSQL", postgresDialect],
  ["MySQL", mysqlDialect],
])("%s", (_name, dialect) => {
  const actual = declaredTable(
    dialect,
    [column("id", "INT"), column("amount", "DECIMAL(10, 2)"), column("note", "VARCHAR(20)")],
    ["id"],
  );
  const diff = (columns: ReturnType<typeof column>[], key = ["id"]) =>
    diffTable(dialect, declaredTable(dialect, columns, key), actual);

  test("a table as declared has no difference", () => {
    expect(
      diff([column("id", "INT"), column("amount", "DECIMAL(10, 2)"), column("note", "VARCHAR(20)")]),
    ).toEqual([]);
  });

  test("columns are added and widened in place", () => {
    const differences = diff([
      column("id", "BIGINT"),
      column("amount", "DECIMAL(18, 2)"),
      column("note", "VARCHAR(40)"),
      column("extra", "STRING"),
    ]);
    expect(differences.map(({ property, kind }) => `${kind} ${property}`)).toEqual([
      "update columns.id",
      "update columns.amount",
      "update columns.note",
      "add columns.extra",
    ]);
    expect(destructiveDifferences(differences)).toEqual([]);
  });

  test.each([
    ["a dropped column", [column("id", "INT"), column("amount", "DECIMAL(10, 2)")], ["id"], "columns.note"],
    [
      "a narrowed number",
      [column("id", "SMALLINT"), column("amount", "DECIMAL(10, 2)"), column("note", "VARCHAR(20)")],
      ["id"],
      "columns.id",
    ],
    [
      "digits moved behind the point",
      [column("id", "INT"), column("amount", "DECIMAL(10, 4)"), column("note", "VARCHAR(20)")],
      ["id"],
      "columns.amount",
    ],
    [
      "another type",
      [column("id", "INT"), column("amount", "DOUBLE"), column("note", "VARCHAR(20)")],
      ["id"],
      "columns.amount",
    ],
    [
      "a shorter text",
      [column("id", "INT"), column("amount", "DECIMAL(10, 2)"), column("note", "VARCHAR(10)")],
      ["id"],
      "columns.note",
    ],
    [
      "a column that may no longer be null",
      [column("id", "INT"), column("amount", "DECIMAL(10, 2)", false), column("note", "VARCHAR(20)")],
      ["id"],
      "columns.amount",
    ],
    [
      "another key",
      [column("id", "INT"), column("amount", "DECIMAL(10, 2)"), column("note", "VARCHAR(20)")],
      [],
      "key",
    ],
    [
      "a new column without null",
      [
        column("id", "INT"),
        column("amount", "DECIMAL(10, 2)"),
        column("note", "VARCHAR(20)"),
        column("n", "INT", false),
      ],
      ["id"],
      "columns.n",
    ],
  ])("%s can't be repaired without loss", (_what, columns, key, property) => {
    expect(destructiveDifferences(diff(columns, key)).map((difference) => difference.property)).toContain(
      property,
    );
  });
});

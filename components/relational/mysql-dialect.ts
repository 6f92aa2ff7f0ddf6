import { columnDdl, type Dialect, qualifiedName } from "./dialect";
import type { FlinkType } from "./flink-type";

const INTEGERS = ["tinyint", "smallint", "int", "bigint"];
const FLOATS = ["float", "double"];
/** Longest text in a key: InnoDB keys hold at most 3072 bytes, and a character takes up to 4. */
const KEY_TEXT = "varchar(255)";

const TYPES: Readonly<Record<string, (numbers: readonly number[], isKey: boolean) => string>> = {
  STRING: (_, isKey) => (isKey ? KEY_TEXT : "text"),
  BOOLEAN: () => "boolean",
  TINYINT: () => "tinyint",
  SMALLINT: () => "smallint",
  INT: () => "int",
  INTEGER: () => "int",
  BIGINT: () => "bigint",
  FLOAT: () => "float",
  DOUBLE: () => "double",
  DECIMAL: ([precision = 10, scale = 0]) => `decimal(${precision},${scale})`,
  DATE: () => "date",
  TIME: () => "time",
  TIMESTAMP: ([precision = 6]) => withPrecision("datetime", precision),
  TIMESTAMP_LTZ: ([precision = 6]) => withPrecision("timestamp", precision),
  BYTES: () => "longblob",
  VARBINARY: ([length = 1]) => `varbinary(${length})`,
  VARCHAR: ([length = 1]) => `varchar(${length})`,
  CHAR: ([length = 1]) => `char(${length})`,
};

/** MySQL's dialect, spoken by AnalyticDB, MySQL and MariaDB. Types read as `normalizedMysqlType` writes them. */
export const mysqlDialect: Dialect = {
  name: "MySQL",
  quote: (identifier) => `\`${identifier.replaceAll("`", "``")}\``,
  literal: (text) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`,
  columnType(type: FlinkType, isKey: boolean): string {
    const make = TYPES[type.name];
    if (make === undefined) {
      throw new Error(`type ${type.name} can't be a column of a MySQL table`);
    }
    return make(type.parameters, isKey);
  },
  widens(from, to) {
    return (
      rises(INTEGERS, from, to) ||
      rises(FLOATS, from, to) ||
      numbersRise("varchar", from, to) ||
      (to === "text" && /^varchar\(\d+\)$/.test(from)) ||
      decimalRises(from, to) ||
      numbersRise("datetime", from, to) ||
      numbersRise("timestamp", from, to)
    );
  },
  // Equality of keys must be Flink's: by bytes, so that "queens" and "Queens" are two.
  tableOptions: " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
  alterType: (column, actual) =>
    `MODIFY COLUMN ${columnDdl(mysqlDialect, { ...column, nullable: actual.nullable })}`,
  dropNotNull: (column) => `MODIFY COLUMN ${columnDdl(mysqlDialect, { ...column, nullable: true })}`,
  comment: (table, text) =>
    `ALTER TABLE ${qualifiedName(mysqlDialect, table)} COMMENT = ${mysqlDialect.literal(text)}`,
};

/** The type of `information_schema.columns.column_type` without display widths: `bigint(20)` → `bigint`, `tinyint(1)` → `boolean`. */
export function normalizedMysqlType(columnType: string): string {
  const type = columnType.toLowerCase();
  if (type === "tinyint(1)") {
    return "boolean";
  }
  return type.replace(/^(tinyint|smallint|mediumint|int|bigint)\(\d+\)/, "$1");
}

function withPrecision(name: string, precision: number): string {
  const supported = Math.min(precision, 6);
  return supported === 0 ? name : `${name}(${supported})`;
}

function rises(order: readonly string[], from: string, to: string): boolean {
  return order.includes(from) && order.includes(to) && order.indexOf(from) <= order.indexOf(to);
}

function numbersRise(name: string, from: string, to: string): boolean {
  const pattern = new RegExp(`^${name}(?:\\((\\d+)\\))?$`);
  const [before, after] = [pattern.exec(from), pattern.exec(to)];
  return before !== null && after !== null && Number(before[1] ?? 0) <= Number(after[1] ?? 0);
}

function decimalRises(from: string, to: string): boolean {
  const pattern = /^decimal\((\d+),(\d+)\)$/;
  const [before, after] = [pattern.exec(from), pattern.exec(to)];
  if (before === null || after === null) {
    return false;
  }
  const [precision, scale] = [Number(before[1]), Number(before[2])];
  const [newPrecision, newScale] = [Number(after[1]), Number(after[2])];
  return scale <= newScale && precision - scale <= newPrecision - newScale;
}

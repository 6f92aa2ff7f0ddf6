import type { CheckedTable } from "../../jobs/compiler/check/checked-model";
import { isKeyable } from "../../jobs/compiler/check/column-types";
import type { Contract } from "../../jobs/compiler/check/contract";
import { STORE_KINDS, type StoreKind } from "../../jobs/compiler/model/store-kind";
import type { ColumnModel } from "../../jobs/compiler/model/table-model";
import { isReserved } from "../../jobs/compiler/sql/lex/reserved-words";
import { printType } from "../../jobs/compiler/sql/types/print-type";
import { UserError } from "../user-error";

/** The text of a first table that captures `source.table`, without the schema's comment. */
export function firstCapture(source: string, table: string, owner: string): string {
  return [
    `doc: ${quoted(`Rows of ${table} as ${source} holds them.`)}`,
    `owner: ${quoted(owner)}`,
    `source: ${source}.${table}`,
    "",
  ].join("\n");
}

/** The text of a first table that gives each row of another once, with all its columns. */
export function firstCopy(from: CheckedTable): string {
  const key = keyOf(from.contract);
  const { columns } = from.contract;
  return [
    ...head(`One row a ${key.join(", ")}, from ${from.model.id}.`, from.model.owner),
    ...columnLines(columns, key),
    `key: [${key.join(", ")}]`,
    ...(from.model.time === null ? [] : [`time: { column: ${from.model.time.column} }`]),
    "sql: |",
    `  SELECT ${columns.map((column) => inSql(column.name)).join(", ")}`,
    `  FROM ${from.model.id}`,
    "",
  ].join("\n");
}

/** The text of a first aggregate: how many rows of another table there are, by one of its columns. */
export function firstAggregate(from: CheckedTable): string {
  const store = STORE_KINDS.find((kind) => kind.servesApis);
  const by = dimensionOf(from, store);
  const name = inSql(by.name);
  const count: ColumnModel = {
    name: by.name === "row_count" ? "row_count_by" : "row_count",
    type: { kind: "BIGINT" },
    nullable: false,
    doc: "",
    classification: null,
  };
  return [
    ...head(`How many rows of ${from.model.id} there are, by ${by.name}.`, from.model.owner),
    ...columnLines([by, count], [by.name]),
    `key: [${by.name}]`,
    "state: { keys: 100000, budget: 1 GB }",
    ...(store === undefined ? [] : [`stores: [${store.system}]`]),
    "sql: |",
    `  SELECT ${name}, COUNT(*)`,
    `  FROM ${from.model.id}`,
    ...(by.nullable ? [`  WHERE ${name} IS NOT NULL`] : []),
    `  GROUP BY ${name}`,
    "",
  ].join("\n");
}

/** YAML's double quotes, where a text needs them. */
export function quoted(text: string): string {
  return /^[A-Za-z][\w ,.()-]*$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

function head(doc: string, owner: string): readonly string[] {
  return [`doc: ${quoted(doc)}`, `owner: ${quoted(owner)}`];
}

function columnLines(columns: readonly ColumnModel[], key: readonly string[]): readonly string[] {
  const lines = columns.map(
    ({ name, type, nullable }) =>
      `  ${name}: ${printType(type)}${nullable || key.includes(name) ? "" : " NOT NULL"}`,
  );
  return ["columns:", ...lines];
}

/** The key of the table, else its first column that could be one. */
function keyOf(contract: Contract): readonly string[] {
  if (contract.key.length > 0) return contract.key;
  const first = contract.columns.find((column) => !column.nullable && isKeyable(column.type));
  if (first === undefined)
    throw new UserError("No column of it can be a key: every one may be null or can't be compared.");
  return [first.name];
}

/** What to count by: a text that says something of many rows, rather than what makes each row unique. */
function dimensionOf({ contract, model, columns }: CheckedTable, store: StoreKind | undefined): ColumnModel {
  const pii = new Set(columns.filter((one) => one.classification === "pii").map((one) => one.name));
  const able = contract.columns.filter(
    ({ name, type }) =>
      isKeyable(type) &&
      !pii.has(name) &&
      model.time?.column !== name &&
      (store === undefined || (store.types.has(type.kind) && !store.reservedNames.has(name))),
  );
  const plain = able.filter((column) => !contract.key.includes(column.name));
  const texts = plain.filter((column) => column.type.kind === "VARCHAR");
  const found = texts.find((column) => !column.nullable) ?? texts[0] ?? plain[0] ?? able[0];
  if (found === undefined) throw new UserError(`"${model.id}" has no column to count by.`);
  return found;
}

function inSql(name: string): string {
  return isReserved(name.toUpperCase()) ? `\`${name}\`` : name;
}

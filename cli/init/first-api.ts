import type { CheckedTable } from "../../jobs/compiler/check/checked-model";
import { quoted } from "./first-table";

/** The text of a first API over a table; nobody may call it unless `consumer` is given: the default is deny. */
export function firstApi(table: CheckedTable, consumer: string | null): string {
  const { contract, model, columns } = table;
  const pii = new Set(columns.filter((one) => one.classification === "pii").map((one) => one.name));
  const time = model.time !== null && !pii.has(model.time.column) ? model.time.column : null;
  const [required, ...others] = contract.key.filter((name) => name !== time && !pii.has(name));
  const filters = [
    ...(required === undefined ? [] : [`${required}: required`]),
    ...others.map((name) => `${name}: optional`),
    ...(time === null ? [] : [`${time}: range`]),
  ];
  const order = time === null ? contract.key.find((name) => !pii.has(name)) : `-${time}`;
  return [
    `doc: ${quoted(`Rows of ${model.id}.`)}`,
    `owner: ${quoted(model.owner)}`,
    `table: ${model.id}`,
    ...(filters.length === 0 ? [] : [`filters: { ${filters.join(", ")} }`]),
    ...(order === undefined ? [] : [`order: ${order}`]),
    "limit: { default: 100, max: 1000 }",
    ...(consumer === null ? [] : ["grants:", `  ${consumer}: {}`]),
    "",
  ].join("\n");
}

/** The text of a first source: one table with a key, to be replaced by the tables that there are. */
export function firstSource(name: string, database: string, owner: string): string {
  return [
    `doc: ${quoted(`The database ${database}.`)}`,
    `owner: ${quoted(owner)}`,
    "engine: mysql",
    `database: ${database}`,
    "tables:",
    `  ${name}_rows: # the name of a table, its primary key and its columns`,
    "    key: [id]",
    "    columns:",
    "      id: BIGINT",
    "      changed_at: TIMESTAMP(3)",
    "",
  ].join("\n");
}

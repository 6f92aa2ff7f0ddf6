import type { z } from "zod";
import { executeMysql, loadMysql, type MysqlSnapshot } from "../../relational/mysql-database";
import { mysqlDialect } from "../../relational/mysql-dialect";
import { tableHandler } from "../../relational/table-handler";
import { storeTableInputs } from "../../relational/table-inputs";
import { addressKey, type TableSystem } from "../../relational/table-system";

/** Inputs of `strata:adb:Table`; the database is the only level above the table. */
export type AdbTableInputs = z.output<typeof storeTableInputs>;

const system: TableSystem<AdbTableInputs, MysqlSnapshot> = {
  type: "strata:adb:Table",
  system: "adb",
  dialect: mysqlDialect,
  inputs: storeTableInputs,
  replaceOn: ["database", "name"],
  id: ({ database, name }) => `${database}.${name}`,
  address: ({ database, name }) => ({ schema: database, name }),
  async load(inputs) {
    const { exists, tables } = await loadMysql(inputs);
    const named = [...tables].map(
      ([name, table]) => [addressKey({ schema: inputs.database, name }), table] as const,
    );
    return { exists, tables: new Map(named) };
  },
  execute: executeMysql,
  prepare: ({ database }, { exists }) =>
    exists ? [] : [`CREATE DATABASE IF NOT EXISTS ${mysqlDialect.quote(database)} CHARACTER SET utf8mb4`],
  release: () => [],
  companions: () => [],
  companionChanges: () => [],
};

/** A table of AnalyticDB (MySQL protocol). Id: `database.name`. */
export const handler = tableHandler(system);

import { z } from "zod";
import type { Change, ReadResult, ResourceHandler } from "../../provider/resource-handler";
import { DatabaseUnreachableError } from "../../relational/database-unreachable";
import { createTable, declaredTable, qualifiedName } from "../../relational/dialect";
import { executeMysql, loadMysql, type MysqlSnapshot } from "../../relational/mysql-database";
import { mysqlDialect } from "../../relational/mysql-dialect";
import { diffTable, type TableDifference } from "../../relational/table-diff";
import { columnInput, databaseInputs } from "../../relational/table-inputs";

const schemaInputs = databaseInputs.extend({
  tables: z
    .array(
      z.object({
        name: z.string().min(1),
        columns: z.array(columnInput).min(1),
        key: z.array(z.string()).min(1),
      }),
    )
    .min(1),
});

/** Inputs of `strata:rds:Schema`: the tables that the source needs, with contract columns (Flink SQL types). */
export type SchemaInputs = z.output<typeof schemaInputs>;

/**
 * The tables of the business database, as far as the warehouse needs them: created where they are missing, verified
 * else. They belong to the business: nothing is ever dropped, and columns beyond the declared ones are none of ours.
 * Id: the database.
 */
export const handler: ResourceHandler<SchemaInputs, SchemaInputs> = {
  type: "strata:rds:Schema",
  inputs: schemaInputs,
  replaceOn: ["database"],

  async probe(_id, _olds, news, context): Promise<readonly Change[]> {
    try {
      const snapshot = await loadMysql(news);
      return news.tables.flatMap((table): readonly Change[] =>
        snapshot.tables.has(table.name)
          ? differences(table, snapshot).map(({ property, kind }) => ({
              property: `tables.${table.name}.${property}`,
              kind,
            }))
          : [{ property: `tables.${table.name}`, kind: "add" }],
      );
    } catch (error) {
      if (error instanceof DatabaseUnreachableError) {
        context.warn(`tables of ${news.database} can't be verified: ${error.message}`);
        return [];
      }
      throw error;
    }
  },

  async create(inputs) {
    await converge(inputs);
    return { id: inputs.database, outputs: inputs };
  },

  async read(id, olds, context): Promise<ReadResult<SchemaInputs, SchemaInputs>> {
    if (olds === undefined) {
      throw new Error(`${id} can't be imported: declare its tables, existing ones are taken over`);
    }
    const inputs = schemaInputs.parse(olds);
    try {
      return (await loadMysql(inputs)).exists ? { found: true, inputs, outputs: inputs } : { found: false };
    } catch (error) {
      if (error instanceof DatabaseUnreachableError) {
        context.warn(`${inputs.database}: ${error.message}; its last known state is kept`);
        return { found: true, inputs, outputs: inputs };
      }
      throw error;
    }
  },

  async update(_id, _olds, news) {
    await converge(news);
    return news;
  },

  async delete(_id, olds, context) {
    context.info(`the tables of ${olds.database} belong to the business and stay`);
  },
};

type SchemaTable = SchemaInputs["tables"][number];

function differences(table: SchemaTable, snapshot: MysqlSnapshot): readonly TableDifference[] {
  const actual = snapshot.tables.get(table.name);
  return actual === undefined
    ? []
    : diffTable(mysqlDialect, declaredTable(mysqlDialect, table.columns, table.key), actual).filter(
        (difference) => difference.kind !== "delete",
      );
}

async function converge(inputs: SchemaInputs): Promise<void> {
  const snapshot = await loadMysql(inputs);
  const beyondRepair = inputs.tables.flatMap((table) =>
    differences(table, snapshot)
      .filter((difference) => difference.repair === null)
      .map((difference) => `${table.name}: ${difference.text}`),
  );
  if (beyondRepair.length > 0) {
    throw new Error(
      `tables of ${inputs.database} differ from the source's declaration: ${beyondRepair.join("; ")}. ` +
        "They belong to the business and are not changed: correct the declaration in layers/sources",
    );
  }
  const statements = inputs.tables.flatMap((table) => {
    const address = { schema: inputs.database, name: table.name };
    if (!snapshot.tables.has(table.name)) {
      return [createTable(mysqlDialect, address, declaredTable(mysqlDialect, table.columns, table.key))];
    }
    const clauses = differences(table, snapshot).flatMap((difference) => difference.repair ?? []);
    return clauses.length === 0
      ? []
      : [`ALTER TABLE ${qualifiedName(mysqlDialect, address)} ${clauses.join(", ")}`];
  });
  const database = snapshot.exists
    ? []
    : [`CREATE DATABASE IF NOT EXISTS ${mysqlDialect.quote(inputs.database)} CHARACTER SET utf8mb4`];
  if (statements.length > 0) {
    await executeMysql(inputs, [...database, ...statements]);
  }
}

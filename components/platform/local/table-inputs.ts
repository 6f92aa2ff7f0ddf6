import type { Plan } from "../../../jobs/compiler/plan/plan";
import type { SourceNode } from "../../../jobs/compiler/plan/source-node";
import type { StoreNode } from "../../../jobs/compiler/plan/store-node";
import type { SchemaInputs } from "../../rds/schema/handler";
import type { DatabaseInputs, StoreTableInputs } from "../../relational/table-inputs";

/** A store table's inputs: where its database answers, and what the Plan says of it. */
export function storeTableOf(plan: Plan, node: StoreNode, database: DatabaseInputs): StoreTableInputs {
  const doc = plan.tables.find((table) => table.id === node.table)?.doc;
  return {
    ...database,
    name: node.name,
    columns: columnsOf(node.columns),
    key: [...node.key],
    lifecycle: node.lifecycle,
    table: node.table,
    ...(doc === undefined ? {} : { comment: doc }),
  };
}

/** The inputs of the business tables that a source captures. */
export function schemaOf(source: SourceNode, database: DatabaseInputs): SchemaInputs {
  return {
    ...database,
    database: source.database,
    tables: source.tables.map(({ name, columns, key }) => ({
      name,
      columns: columnsOf(columns),
      key: [...key],
    })),
  };
}

/** Replication server ids of a source's capture job: four of its own, above those of real servers. */
export function serverIdsOf(plan: Plan, source: SourceNode): string {
  const first = 6400 + 4 * plan.sources.findIndex((one) => one.id === source.id);
  return `${first}-${first + 3}`;
}

function columnsOf(columns: StoreNode["columns"]): StoreTableInputs["columns"] {
  return columns.map(({ name, type, nullable }) => ({ name, type, nullable }));
}

import { z } from "zod";
import type { Change } from "../../provider/resource-handler";
import { qualifiedName } from "../../relational/dialect";
import { postgresDialect } from "../../relational/postgres-dialect";
import { tableHandler } from "../../relational/table-handler";
import { storeTableInputs } from "../../relational/table-inputs";
import { addressKey, type TableSystem } from "../../relational/table-system";
import { type HologresSnapshot, loadHologres, READER, WRITER } from "./hologres-snapshot";
import { withPostgres } from "./postgres-database";

const hologresTableInputs = storeTableInputs.extend({
  schema: z.string().min(1),
  /** Keep a view `export.<schema>_<name>` over the table, which the role `oneservice` may read. Default: false. */
  exportView: z.boolean().default(false),
});

/** Inputs of `strata:hologres:Table`. */
export type HologresTableInputs = z.output<typeof hologresTableInputs>;

/** The schema of everything that leaves the warehouse. */
const EXPORT = "export";
const quote = postgresDialect.quote;

const system: TableSystem<HologresTableInputs, HologresSnapshot> = {
  type: "strata:hologres:Table",
  system: "hologres",
  dialect: postgresDialect,
  inputs: hologresTableInputs,
  replaceOn: ["database", "schema", "name"],
  id: ({ database, schema, name }) => `${database}.${schema}.${name}`,
  address: ({ schema, name }) => ({ schema, name }),
  load: loadHologres,

  execute: (inputs, statements) =>
    withPostgres(inputs, async (client) => {
      await client.query("BEGIN");
      for (const statement of statements) {
        await client.query(statement);
      }
      await client.query("COMMIT");
    }),

  prepare: ({ schema }, snapshot) =>
    snapshot.schemas.has(schema) ? [] : [`CREATE SCHEMA IF NOT EXISTS ${quote(schema)}`],

  release: (inputs) => [`DROP VIEW IF EXISTS ${viewName(inputs)}`],

  companions(inputs, snapshot) {
    const table = qualifiedName(postgresDialect, system.address(inputs));
    const columns = inputs.columns.map((column) => quote(column.name)).join(", ");
    return [
      ...(snapshot.roles.has(WRITER)
        ? [
            `GRANT USAGE ON SCHEMA ${quote(inputs.schema)} TO ${quote(WRITER)}`,
            `GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${quote(WRITER)}`,
          ]
        : []),
      `DROP VIEW IF EXISTS ${viewName(inputs)}`,
      ...(inputs.exportView
        ? [
            ...(snapshot.schemas.has(EXPORT) ? [] : [`CREATE SCHEMA IF NOT EXISTS ${quote(EXPORT)}`]),
            `CREATE VIEW ${viewName(inputs)} AS SELECT ${columns} FROM ${table}`,
            ...(snapshot.roles.has(READER)
              ? [
                  `GRANT USAGE ON SCHEMA ${quote(EXPORT)} TO ${quote(READER)}`,
                  `GRANT SELECT ON ${viewName(inputs)} TO ${quote(READER)}`,
                ]
              : []),
          ]
        : []),
    ];
  },

  companionChanges(inputs, snapshot): readonly Change[] {
    const table = addressKey(system.address(inputs));
    const view = `${EXPORT}.${inputs.schema}_${inputs.name}`;
    const columns = snapshot.views.get(view);
    const changes: Change[] = [];
    if (snapshot.roles.has(WRITER) && !snapshot.granted.has(table)) {
      changes.push({ property: "grants", kind: "update" });
    }
    if (!inputs.exportView) {
      return columns === undefined ? changes : [...changes, { property: "exportView", kind: "delete" }];
    }
    const same = columns?.join("\n") === inputs.columns.map((column) => column.name).join("\n");
    const readable = !snapshot.roles.has(READER) || snapshot.granted.has(view);
    return same && readable
      ? changes
      : [...changes, { property: "exportView", kind: columns === undefined ? "add" : "update" }];
  },
};

function viewName(inputs: HologresTableInputs): string {
  return `${quote(EXPORT)}.${quote(`${inputs.schema}_${inputs.name}`)}`;
}

/** A table of Hologres (PostgreSQL protocol) with its grants and its export view. Id: `database.schema.name`. */
export const handler = tableHandler(system);

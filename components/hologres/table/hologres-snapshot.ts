import type { TableDefinition } from "../../relational/table-definition";
import type { DatabaseInputs } from "../../relational/table-inputs";
import type { DatabaseSnapshot } from "../../relational/table-system";
import { withPostgres } from "./postgres-database";

/** Tables, views and roles of a database, seen at once. */
export interface HologresSnapshot extends DatabaseSnapshot {
  /** Column names of each view, by `schema.name`. */
  readonly views: ReadonlyMap<string, readonly string[]>;
  readonly schemas: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  /** Relations (`schema.name`) that the roles may use as declared: `writer` writes tables, `oneservice` reads views. */
  readonly granted: ReadonlySet<string>;
}

/** The role that jobs write with, and the one that the gateway reads with. */
export const WRITER = "writer";
export const READER = "oneservice";

const COLUMNS = `
  SELECT n.nspname AS schema, c.relname AS name, c.relkind::text AS kind,
         a.attname AS column, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relkind IN ('r', 'p', 'v') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
  ORDER BY 1, 2, a.attnum`;

const KEYS = `
  SELECT n.nspname AS schema, c.relname AS name, a.attname AS column
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS part(attnum, position)
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = part.attnum
  WHERE k.contype = 'p'
  ORDER BY 1, 2, part.position`;

const GRANTS = `
  SELECT n.nspname || '.' || c.relname AS relation
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_roles r ON r.rolname = CASE WHEN c.relkind = 'v' THEN $2 ELSE $1 END
  WHERE c.relkind IN ('r', 'p', 'v') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
    AND has_schema_privilege(r.oid, n.oid, 'USAGE')
    AND has_table_privilege(r.oid, c.oid, 'SELECT')
    AND (c.relkind = 'v' OR (has_table_privilege(r.oid, c.oid, 'INSERT') AND has_table_privilege(r.oid, c.oid, 'UPDATE')
                             AND has_table_privilege(r.oid, c.oid, 'DELETE')))`;

interface ColumnRow {
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
}

/** Looks at the whole database. */
export function loadHologres(inputs: DatabaseInputs): Promise<HologresSnapshot> {
  return withPostgres(inputs, async (client) => {
    const columns = await client.query<ColumnRow>(COLUMNS);
    const keys = await client.query<{ schema: string; name: string; column: string }>(KEYS);
    const grants = await client.query<{ relation: string }>(GRANTS, [WRITER, READER]);
    const roles = await client.query<{ name: string }>("SELECT rolname AS name FROM pg_catalog.pg_roles");
    const schemas = await client.query<{ name: string }>(
      "SELECT nspname AS name FROM pg_catalog.pg_namespace",
    );
    const relations = byRelation(columns.rows);
    const keyColumns = byRelation(keys.rows);
    const tables = new Map<string, TableDefinition>();
    const views = new Map<string, readonly string[]>();
    for (const [relation, rows] of relations) {
      if (rows[0]?.kind === "v") {
        views.set(
          relation,
          rows.map((row) => row.column),
        );
      } else {
        tables.set(relation, {
          columns: rows.map((row) => ({ name: row.column, type: row.type, nullable: row.nullable })),
          key: (keyColumns.get(relation) ?? []).map((row) => row.column),
        });
      }
    }
    return {
      tables,
      views,
      schemas: new Set(schemas.rows.map((row) => row.name)),
      roles: new Set(roles.rows.map((row) => row.name)),
      granted: new Set(grants.rows.map((row) => row.relation)),
    };
  });
}

function byRelation<R extends { readonly schema: string; readonly name: string }>(
  rows: readonly R[],
): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const relation = `${row.schema}.${row.name}`;
    const group = groups.get(relation);
    if (group === undefined) {
      groups.set(relation, [row]);
    } else {
      group.push(row);
    }
  }
  return groups;
}

import type { RowDataPacket } from "mysql2/promise";
import { withPostgres } from "../../components/hologres/table/postgres-database";
import type { LocalSettings } from "../../components/platform/local/local-settings";
import type { Dialect } from "../../components/relational/dialect";
import { qualifiedName } from "../../components/relational/dialect";
import { withMysql } from "../../components/relational/mysql-database";
import { mysqlDialect } from "../../components/relational/mysql-dialect";
import { postgresDialect } from "../../components/relational/postgres-dialect";
import type { Plan } from "../../jobs/compiler/plan/plan";
import type { StoreNode } from "../../jobs/compiler/plan/store-node";
import { look, type Part } from "./part";

interface Counted {
  readonly rows: number;
  readonly newest: string | null;
}

/** How the tables of one store system are counted. */
type Counter = (settings: LocalSettings, node: StoreNode, time: string | null) => Promise<Counted>;

const COUNTERS: Readonly<Record<string, Counter>> = {
  hologres: (settings, node, time) =>
    withPostgres(settings.hologres, async (client) => {
      const { rows } = await client.query<{ count: string; newest: string | null }>(
        countQuery(postgresDialect, { schema: node.schema, name: node.name }, time, "text"),
      );
      return { rows: Number(rows[0]?.count ?? 0), newest: rows[0]?.newest ?? null };
    }),
  adb: (settings, node, time) =>
    withMysql(settings.adb, async (connection) => {
      const [rows] = await connection.query<RowDataPacket[]>(
        countQuery(mysqlDialect, { schema: settings.adb.database, name: node.name }, time, "char"),
      );
      const row = rows[0];
      return { rows: Number(row?.count ?? 0), newest: (row?.newest as string | null | undefined) ?? null };
    }),
};

/** Every store table of the Plan with its number of rows and its newest event time. */
export async function storeParts(plan: Plan, settings: LocalSettings): Promise<readonly Part[]> {
  const parts = await Promise.all(
    plan.stores.map((node) => {
      const name = `${node.system} ${node.table}`;
      return look("store", name, async (): Promise<Part> => {
        const count = COUNTERS[node.system];
        if (count === undefined) throw new Error(`no way to look into ${node.system}`);
        const time = plan.tables.find((table) => table.id === node.table)?.time?.column ?? null;
        const { rows, newest } = await count(settings, node, time);
        const detail = newest === null ? `${rows} rows` : `${rows} rows, newest ${newest}`;
        return { group: "store", name, state: "ok", detail, rows };
      });
    }),
  );
  return parts.flat();
}

function countQuery(
  dialect: Dialect,
  address: { readonly schema: string; readonly name: string },
  time: string | null,
  text: "text" | "char",
): string {
  const newest = time === null ? "NULL" : `CAST(MAX(${dialect.quote(time)}) AS ${text})`;
  return `SELECT COUNT(*) AS count, ${newest} AS newest FROM ${qualifiedName(dialect, address)}`;
}

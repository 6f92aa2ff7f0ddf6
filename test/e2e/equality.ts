import { canonicalRows } from "./canonical-rows";
import { adb, bootstrapServers, business, hologres, type Row, rowsOf } from "./connections";
import { newestRows } from "./topic-rows";

/** What a DWA table must hold, written directly on the source and apart from the layers' own SQL. */
interface Truth {
  readonly table: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly sql: string;
}

const finished = `
  FROM trips t LEFT JOIN zones z ON z.zone_id = t.dropoff_zone_id
  WHERE t.dropoff_at IS NOT NULL
    AND (t.fare IS NULL OR t.fare >= 0) AND (t.tip IS NULL OR t.tip >= 0)
    AND (t.tolls IS NULL OR t.tolls >= 0) AND (t.total IS NULL OR t.total >= 0)`;

export const truths: readonly Truth[] = [
  {
    table: "borough_minute",
    columns: ["borough", "minute", "trips", "revenue"],
    key: ["borough", "minute"],
    sql: `SELECT COALESCE(z.borough, 'Unknown') AS borough, DATE_FORMAT(t.dropoff_at, '%Y-%m-%d %H:%i:00') AS minute,
                 COUNT(*) AS trips, CAST(SUM(COALESCE(t.total, 0)) AS DECIMAL(18, 2)) AS revenue
          ${finished} GROUP BY 1, 2`,
  },
  {
    table: "payment_hour",
    columns: ["payment", "hour", "trips", "fare", "tip", "total"],
    key: ["payment", "hour"],
    sql: `SELECT COALESCE(LOWER(t.payment), 'unknown') AS payment, DATE_FORMAT(t.dropoff_at, '%Y-%m-%d %H:00:00') AS hour,
                 COUNT(*) AS trips, CAST(SUM(COALESCE(t.fare, 0)) AS DECIMAL(18, 2)) AS fare,
                 CAST(SUM(COALESCE(t.tip, 0)) AS DECIMAL(18, 2)) AS tip,
                 CAST(SUM(COALESCE(t.total, 0)) AS DECIMAL(18, 2)) AS total
          ${finished} GROUP BY 1, 2`,
  },
];

/** One comparison: the table, where it was looked at, and the rows on both sides. */
export interface Compared {
  readonly table: string;
  readonly store: "Hologres" | "ADB" | "Kafka";
  readonly expected: readonly string[];
  readonly found: readonly string[];
}

/** Every DWA table in every store, beside a direct query on the source, in canonical text. */
export async function compareWithSource(): Promise<readonly Compared[]> {
  const source = business();
  const mysql = adb();
  const postgres = hologres();
  try {
    const compared: Compared[] = [];
    for (const { table, columns, key, sql } of truths) {
      const expected = canonicalRows(await rowsOf(source, sql), columns);
      const found: readonly [Compared["store"], readonly Row[]][] = [
        ["Hologres", (await postgres.query(`SELECT * FROM dwa.${table}`)).rows as Row[]],
        ["ADB", await rowsOf(mysql, `SELECT * FROM dwa_${table}`)],
        ["Kafka", await newestRows(bootstrapServers, `dwa.${table}`, key)],
      ];
      for (const [store, rows] of found)
        compared.push({ table, store, expected, found: canonicalRows(rows, columns) });
    }
    return compared;
  } finally {
    await Promise.all([source.end(), mysql.end(), postgres.end()]);
  }
}

/** Throws with the first differing rows while any store differs from the source. Returns the row counts. */
export async function requireEquality(): Promise<readonly string[]> {
  const compared = await compareWithSource();
  for (const { table, store, expected, found } of compared) {
    const missing = without(expected, found);
    const extra = without(found, expected);
    if (missing.length > 0 || extra.length > 0 || expected.length !== found.length) {
      throw new Error(
        `${store} dwa.${table}: ${found.length} rows, the source says ${expected.length}; ` +
          `missing ${missing.slice(0, 3).join("; ")}; not in the source ${extra.slice(0, 3).join("; ")}`,
      );
    }
  }
  return compared.map(({ table, store, found }) => `${store} dwa.${table}: ${found.length} rows equal`);
}

function without(rows: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row));
}

import type { Catalog, CatalogTable } from "../../../../jobs/compiler/sql/analyze/catalog";
import { parseType } from "../../../../jobs/compiler/sql/types/parse-type";

/** The tables that the planner's answers in planner-types.json are about; `!` marks NOT NULL. */
const TABLES: Readonly<Record<string, string>> = {
  "dws.t":
    "id! BIGINT; i INT; s SMALLINT; ti TINYINT; b BIGINT; f FLOAT; d DOUBLE; q DECIMAL(10,2); w DECIMAL(18,4); n! DECIMAL(10,2); x STRING; v VARCHAR(10); c CHAR(3); bo BOOLEAN; dt DATE; tm TIME; ts TIMESTAMP(3); ts6! TIMESTAMP(6); ltz TIMESTAMP_LTZ(3); arr ARRAY<INT>; m MAP<STRING, INT>; r ROW<a INT, b STRING>; bin BYTES; ni! INT; nx! STRING",
  "dws.trip":
    "trip_id! BIGINT; pickup_at TIMESTAMP(3); dropoff_at TIMESTAMP(3); fare DECIMAL(10,2); tip DECIMAL(10,2); payment STRING; zone_id BIGINT; pt! TIMESTAMP_LTZ(3)",
  "dim.zone": "zone_id! BIGINT; borough! STRING; name VARCHAR(100); at_ts TIMESTAMP(3)",
};

function table(id: string, text: string): CatalogTable {
  const columns = text.split("; ").map((column) => {
    const [name = "", ...rest] = column.split(" ");
    const parsed = parseType(rest.join(" "));
    if ("error" in parsed) throw new Error(`${column}: ${parsed.error}`);
    return { name: name.replace("!", ""), type: parsed.type, nullable: !name.endsWith("!") };
  });
  return { id, columns };
}

const MAP = new Map(Object.entries(TABLES).map(([id, text]) => [id, table(id, text)]));

/** A catalog of the same tables. */
export const PLANNER_CATALOG: Catalog = { table: (name) => MAP.get(name), names: () => [...MAP.keys()] };

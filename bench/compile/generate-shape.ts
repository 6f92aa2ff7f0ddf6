import { type Random, seededRandom } from "./random";
import {
  DOMAIN_SIZE,
  type QueryDialect,
  type ShapeColumn,
  type ShapeTable,
  type WarehouseShape,
} from "./warehouse-shape";

const ATTRIBUTES: readonly (readonly [name: string, type: string])[] = [
  ["amount", "DECIMAL(10, 2)"],
  ["discount", "DECIMAL(10, 2)"],
  ["tax", "DECIMAL(10, 2)"],
  ["distance", "DECIMAL(8, 2)"],
  ["weight", "DOUBLE"],
  ["quantity", "INT"],
  ["rating", "INT"],
  ["attempts", "INT"],
  ["channel", "STRING"],
  ["city", "STRING"],
  ["currency", "STRING"],
  ["device", "STRING"],
  ["campaign", "STRING"],
  ["note", "STRING"],
  ["is_test", "BOOLEAN"],
  ["is_first", "BOOLEAN"],
  ["due_on", "DATE"],
];

const [BUSINESS, REFERENCE, DIMS, SERVICES, FACTS, AGGREGATES] = [4, 2, 2, 5, 3, 4] as const;

/** A warehouse of `size` tables (a multiple of 20): the same for the same size and seed. */
export function generateShape(size: number, seed = 1): WarehouseShape {
  if (size < DOMAIN_SIZE || size % DOMAIN_SIZE !== 0) {
    throw new Error(`a generated warehouse has a multiple of ${DOMAIN_SIZE} tables, not ${size}`);
  }
  const random = seededRandom(seed);
  const domains = Array.from({ length: size / DOMAIN_SIZE }, (_, i) => `d${String(i).padStart(3, "0")}`);
  return { domains, tables: domains.flatMap((domain) => domainTables(domain, domains[0] ?? domain, random)) };
}

function domainTables(domain: string, shared: string, random: Random): readonly ShapeTable[] {
  const times = <T>(count: number, make: (i: number) => T): readonly T[] =>
    Array.from({ length: count }, (_, i) => make(i));
  const business = times(BUSINESS, (i) => captured(`${domain}_event${i}`, domain, eventColumns(random)));
  const reference = times(REFERENCE, (i) => captured(`${domain}_ref${i}`, domain, REFERENCE_COLUMNS));
  const dims = times(DIMS, (i) => dimension(`${domain}_item${i}`, domain, at(reference, i)));
  const services = times(SERVICES, (i) =>
    service(`${domain}_event${i}`, domain, at(business, i), i >= FACTS),
  );
  const facts = times(FACTS, (i) =>
    fact(`${domain}_event${i}`, domain, at(services, i), at(dims, i), `dim.${shared}_item1`),
  );
  const aggregates = times(AGGREGATES, (i) => aggregate(`${domain}_hour${i}`, domain, at(facts, i), i));
  return [...business, ...reference, ...dims, ...services, ...facts, ...aggregates];
}

function at<T>(list: readonly T[], i: number): T {
  const found = list[i % list.length];
  if (found === undefined) throw new Error("an empty list");
  return found;
}

function column(name: string, type: string, notNull = false): ShapeColumn {
  return { name, type, notNull };
}

const REFERENCE_COLUMNS: readonly ShapeColumn[] = [
  column("id", "BIGINT", true),
  column("code", "STRING"),
  column("name", "STRING"),
  column("region", "STRING"),
  column("updated_at", "TIMESTAMP(3)"),
];

function eventColumns(random: Random): readonly ShapeColumn[] {
  const always = new Set(["amount", "quantity", "channel"]);
  const percent = 20 + random.below(60);
  const some = ATTRIBUTES.filter(([name]) => always.has(name) || random.chance(percent));
  return [
    column("id", "BIGINT", true),
    column("created_at", "TIMESTAMP(3)", true),
    column("status", "STRING"),
    column("item_id", "BIGINT"),
    column("place_id", "BIGINT"),
    ...some.slice(0, 11).map(([name, type]) => column(name, type)),
  ];
}

function captured(name: string, domain: string, columns: readonly ShapeColumn[]): ShapeTable {
  return { id: `ods.${name}`, layer: "ods", name, domain, columns, key: ["id"], stored: false, query: null };
}

function dimension(name: string, domain: string, from: ShapeTable): ShapeTable {
  const columns = from.columns.map((one) => (one.type === "STRING" ? { ...one, notNull: true } : one));
  const query = ({ table }: QueryDialect) =>
    `SELECT\n${list(columns.map((one) => (one.type === "STRING" ? `COALESCE(${one.name}, 'unknown') AS ${one.name}` : one.name)))}\nFROM ${table(from.id)}`;
  return { id: `dim.${name}`, layer: "dim", name, domain, columns, key: ["id"], stored: true, query };
}

const CLEANED = new Set(["status", "channel", "amount", "quantity"]);

function service(name: string, domain: string, from: ShapeTable, alone: boolean): ShapeTable {
  const columns = from.columns.map((one) => (CLEANED.has(one.name) ? { ...one, notNull: true } : one));
  const outputs = columns.map(({ name: field, type }) => {
    if (!CLEANED.has(field)) return field;
    return type === "STRING"
      ? `COALESCE(LOWER(${field}), 'unknown') AS ${field}`
      : `COALESCE(${field}, 0) AS ${field}`;
  });
  const query = ({ table }: QueryDialect) =>
    `SELECT\n${list(outputs)}\nFROM ${table(from.id)}\nWHERE COALESCE(amount, 0) >= 0\n  AND COALESCE(quantity, 0) < 100000`;
  return { id: `dws.${name}`, layer: "dws", name, domain, columns, key: ["id"], stored: alone, query };
}

function fact(name: string, domain: string, from: ShapeTable, dim: ShapeTable, shared: string): ShapeTable {
  const added = [
    column("item_name", "STRING", true),
    column("item_region", "STRING", true),
    column("place_name", "STRING", true),
    column("size", "STRING", true),
  ];
  const columns = [...from.columns, ...added];
  const outputs = [
    ...from.columns.map((one) => `t.${one.name}`),
    "COALESCE(i.name, 'unknown') AS item_name",
    "COALESCE(i.region, 'unknown') AS item_region",
    "COALESCE(p.name, 'unknown') AS place_name",
    "CASE WHEN t.amount >= 100 THEN 'large' WHEN t.amount >= 10 THEN 'middle' ELSE 'small' END AS size",
  ];
  const query = ({ table }: QueryDialect) =>
    `SELECT\n${list(outputs)}\nFROM ${table(from.id)} t\nLEFT JOIN ${table(dim.id)} i ON i.id = t.item_id\nLEFT JOIN ${table(shared)} p ON p.id = t.place_id`;
  return { id: `dwf.${name}`, layer: "dwf", name, domain, columns, key: ["id"], stored: true, query };
}

const DIMENSIONS = [["channel"], ["item_region"], ["status", "size"], ["channel", "place_name"]] as const;

function aggregate(name: string, domain: string, from: ShapeTable, i: number): ShapeTable {
  const by = DIMENSIONS[i % DIMENSIONS.length] ?? DIMENSIONS[0];
  const columns = [
    ...by.map((field) => column(field, "STRING", true)),
    column("started_at", "TIMESTAMP(3)", true),
    column("events", "BIGINT", true),
    column("amount", "DECIMAL(18, 2)", true),
    column("large_amount", "DECIMAL(18, 2)"),
    column("last_id", "BIGINT"),
  ];
  const query = ({ table, hourOf }: QueryDialect) => {
    const outputs = [
      ...by,
      `${hourOf("created_at")} AS started_at`,
      "COUNT(*) AS events",
      "SUM(amount) AS amount",
      "SUM(CASE WHEN size = 'large' THEN amount ELSE 0 END) AS large_amount",
      "MAX(id) AS last_id",
    ];
    return `SELECT\n${list(outputs)}\nFROM ${table(from.id)}\nWHERE created_at IS NOT NULL\nGROUP BY ${[...by, hourOf("created_at")].join(", ")}`;
  };
  const key = [...by, "started_at"];
  return { id: `dwa.${name}`, layer: "dwa", name, domain, columns, key, stored: true, query };
}

function list(outputs: readonly string[]): string {
  return outputs.map((one) => `  ${one}`).join(",\n");
}

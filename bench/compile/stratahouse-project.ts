import type { ShapeTable, WarehouseShape } from "./warehouse-shape";
import type { ProjectFiles } from "./write-project";

const dialect = { table: (id: string) => id, hourOf: (time: string) => `FLOOR(${time} TO HOUR)` };

const STATE = "state: { ttl: 90 days }\n";

/** The warehouse as layer files, with an API a domain. */
export function stratahouseProject(shape: WarehouseShape): ProjectFiles {
  const files = new Map([
    ["layers/warehouse.yaml", "name: bench\ndoc: A generated warehouse.\n"],
    ["layers/consumers/board.yaml", "doc: A board.\nowner: bench\n"],
  ]);
  const captured = new Map<string, ShapeTable[]>();
  for (const table of shape.tables) {
    files.set(stratahouseFile(table), tableFile(table));
    if (table.query !== null) continue;
    const tables = captured.get(table.domain) ?? [];
    captured.set(table.domain, tables);
    tables.push(table);
  }
  for (const domain of shape.domains) {
    files.set(`layers/sources/${domain}.yaml`, sourceFile(domain, captured.get(domain) ?? []));
    files.set(
      `layers/apis/${domain}_hour0.yaml`,
      `doc: Events of ${domain} by hour.\nowner: bench\ntable: dwa.${domain}_hour0\nfilters: { channel: required, started_at: range }\norder: -started_at\ngrants:\n  board: {}\n`,
    );
  }
  return files;
}

/** Where a table's layer file is. */
export function stratahouseFile(table: ShapeTable): string {
  return `layers/${table.layer}/${table.name}.yaml`;
}

function sourceFile(domain: string, tables: readonly ShapeTable[]): string {
  const parts = tables.map(
    (table) => `  ${table.name}:\n    key: [id]\n    columns:\n${columnLines(table, "      ")}`,
  );
  return `doc: The database of ${domain}.\nowner: bench\nengine: mysql\ndatabase: ${domain}\ntables:\n${parts.join("")}`;
}

function tableFile(table: ShapeTable): string {
  const head = `doc: Table ${table.name} of ${table.layer}.\nowner: ${table.domain}\njob: ${table.domain}\n`;
  if (table.query === null) return `${head}source: ${table.domain}.${table.name}\n${STATE}`;
  const stores = table.stored ? "stores: [hologres]\n" : "";
  const sql = table.query(dialect).replace(/^/gm, "  ");
  return `${head}columns:\n${columnLines(table, "  ")}key: [${table.key.join(", ")}]\n${stores}${STATE}sql: |\n${sql}\n`;
}

function columnLines(table: ShapeTable, indent: string): string {
  return table.columns
    .map(({ name, type, notNull }) => {
      const required = notNull && !table.key.includes(name) ? " NOT NULL" : "";
      return `${indent}${name}: ${type}${required}\n`;
    })
    .join("");
}

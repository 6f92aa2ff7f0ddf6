import type { ShapeTable, WarehouseShape } from "./warehouse-shape";
import type { ProjectFiles } from "./write-project";

const dialect = { table: (id: string) => id, hourOf: (time: string) => `DATE_TRUNC('hour', ${time})` };

/** The same models for SQLMesh: one SQL file a table; the source tables' columns as external models. */
export function sqlmeshProject(shape: WarehouseShape): ProjectFiles {
  const files = new Map([
    [
      "config.yaml",
      "gateways:\n  dev:\n    connection:\n      type: duckdb\ndefault_gateway: dev\nmodel_defaults:\n  dialect: duckdb\n  start: '2024-01-01'\n",
    ],
    ["external_models.yaml", externalModels(shape)],
  ]);
  for (const table of shape.tables) files.set(sqlmeshFile(table), modelFile(table));
  return files;
}

/** Where a table's model is. */
export function sqlmeshFile(table: ShapeTable): string {
  return `models/${table.layer}/${table.name}.sql`;
}

function modelFile(table: ShapeTable): string {
  const grain = `(${table.key.join(", ")})`;
  const head = `MODEL (\n  name ${table.id},\n  kind FULL,\n  owner ${table.domain},\n  description 'Table ${table.name} of ${table.layer}.',\n  grain ${grain}\n);\n\n`;
  if (table.query !== null) return `${head}${table.query(dialect)}\n`;
  const columns = table.columns.map((one) => `  ${one.name}`).join(",\n");
  return `${head}SELECT\n${columns}\nFROM source_${table.domain}.${table.name}\n`;
}

function externalModels(shape: WarehouseShape): string {
  return shape.tables
    .filter((table) => table.query === null)
    .map((table) => {
      const columns = table.columns.map(
        ({ name, type }) => `    ${name}: ${type === "STRING" ? "TEXT" : type.replace("(3)", "")}\n`,
      );
      return `- name: source_${table.domain}.${table.name}\n  columns:\n${columns.join("")}`;
    })
    .join("");
}

import type { ShapeTable, WarehouseShape } from "./warehouse-shape";
import type { ProjectFiles } from "./write-project";

/** The same models for dbt: one SQL file a table, and the columns in one properties file a domain and layer. */
export function dbtProject(shape: WarehouseShape): ProjectFiles {
  const files = new Map([
    [
      "dbt_project.yml",
      "name: bench\nversion: '1.0'\nconfig-version: 2\nprofile: bench\nmodel-paths: [models]\nflags:\n  send_anonymous_usage_stats: false\n",
    ],
    [
      "profiles.yml",
      "bench:\n  target: dev\n  outputs:\n    dev:\n      type: duckdb\n      path: ':memory:'\n      threads: 2\n",
    ],
    ["models/sources.yml", sourcesFile(shape)],
  ]);
  const groups = new Map<string, ShapeTable[]>();
  for (const table of shape.tables) {
    files.set(dbtFile(table), modelFile(table));
    const group = `models/${table.layer}/${table.domain}.yml`;
    const tables = groups.get(group) ?? [];
    groups.set(group, tables);
    tables.push(table);
  }
  for (const [file, tables] of groups) files.set(file, propertiesFile(tables));
  return files;
}

/** Where a table's model is. */
export function dbtFile(table: ShapeTable): string {
  return `models/${table.layer}/${modelName(table.id)}.sql`;
}

function modelName(id: string): string {
  return id.replace(".", "__");
}

function modelFile(table: ShapeTable): string {
  const config = `{{ config(materialized='table') }}\n`;
  if (table.query === null) {
    const columns = table.columns.map((one) => `  ${one.name}`).join(",\n");
    return `${config}SELECT\n${columns}\nFROM {{ source('${table.domain}', '${table.name}') }}\n`;
  }
  const sql = table.query({
    table: (id) => `{{ ref('${modelName(id)}') }}`,
    hourOf: (time) => `DATE_TRUNC('hour', ${time})`,
  });
  return `${config}${sql}\n`;
}

function propertiesFile(tables: readonly ShapeTable[]): string {
  const models = tables.map((table) => {
    const columns = table.columns.map(
      ({ name, type }) => `      - name: ${name}\n        data_type: ${type}\n`,
    );
    return `  - name: ${modelName(table.id)}\n    description: Table ${table.name} of ${table.layer}.\n    columns:\n${columns.join("")}`;
  });
  return `version: 2\nmodels:\n${models.join("")}`;
}

function sourcesFile(shape: WarehouseShape): string {
  const sources = shape.domains.map((domain) => {
    const tables = shape.tables.filter((table) => table.query === null && table.domain === domain);
    return `  - name: ${domain}\n    tables:\n${tables.map((table) => `      - name: ${table.name}\n`).join("")}`;
  });
  return `version: 2\nsources:\n${sources.join("")}`;
}

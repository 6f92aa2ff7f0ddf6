import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { handler as adb } from "../../../components/adb/table/handler";
import { handler as postgres } from "../../../components/hologres/local/server";
import { handler as hologres } from "../../../components/hologres/table/handler";
import { ensureSecret, readSecret } from "../../../components/process/secrets";
import { handler as mariadb } from "../../../components/rds/local/server";
import { handler as businessSchema } from "../../../components/rds/schema/handler";
import { executeMysql } from "../../../components/relational/mysql-database";
import { ALLOW_DELETE } from "../../../components/warehouse/deletion-guard";
import { freePort, recordingContext, startEngine, type TestEngine } from "./fixture";

let engines: { readonly postgres: TestEngine; readonly mariadb: TestEngine };
let ports: { readonly postgres: number; readonly mariadb: number };

beforeAll(async () => {
  ports = { postgres: await freePort(), mariadb: await freePort() };
  engines = {
    postgres: await startEngine(postgres, { port: ports.postgres }),
    mariadb: await startEngine(mariadb, { port: ports.mariadb }),
  };
});
afterAll(async () => {
  await engines?.postgres.dispose();
  await engines?.mariadb.dispose();
});
afterEach(() => {
  delete process.env[ALLOW_DELETE];
});

const TYPES =
  "STRING BOOLEAN TINYINT SMALLINT INT BIGINT FLOAT DOUBLE DECIMAL(18,2) DATE TIME(0) TIMESTAMP(0) TIMESTAMP(3) TIMESTAMP(9) TIMESTAMP_LTZ(3) BYTES VARCHAR(20) CHAR(3) VARBINARY(10)".split(
    " ",
  );
const columns = TYPES.map((type, index) => ({ name: `c${index}`, type, nullable: index > 0 }));
const declaration = { columns, key: ["c0"], lifecycle: "protected", comment: "it's a table" };

const onHologres = (name: string, more: object = {}) =>
  hologres.inputs.parse({
    host: "127.0.0.1",
    port: ports.postgres,
    database: "warehouse",
    user: "owner",
    secret: "hologres/owner",
    secretsDir: engines.postgres.secretsDir,
    schema: "dwa",
    name,
    table: `dwa.${name}`,
    exportView: true,
    ...declaration,
    ...more,
  });
const onAdb = (name: string, more: object = {}) =>
  adb.inputs.parse({
    host: "127.0.0.1",
    port: ports.mariadb,
    database: "warehouse",
    user: "root",
    secret: "rds/root",
    secretsDir: engines.mariadb.secretsDir,
    name: `dwa_${name}`,
    table: `dwa.${name}`,
    ...declaration,
    ...more,
  });

const wider = columns.map((column) => ({
  ...column,
  type:
    { INT: "BIGINT", "VARCHAR(20)": "VARCHAR(30)", "DECIMAL(18,2)": "DECIMAL(20,2)" }[column.type] ??
    column.type,
}));
const extra = { name: "extra", type: "STRING", nullable: true };

const systems = [
  { system: "hologres", handler: hologres, inputs: onHologres },
  { system: "adb", handler: adb, inputs: onAdb },
] as const;

describe.each(systems)("$system", ({ handler, inputs }) => {
  // The two handlers differ in their inputs; the tests use what both have.
  const resource = handler as typeof adb;
  const make = inputs as typeof onAdb;
  const probe = (news: ReturnType<typeof make>, context = recordingContext()) =>
    resource.probe?.("", news, news, context);

  test("a table of every type is as declared, and a second look finds no change", async () => {
    const table = make("every");
    await resource.create(table, recordingContext());
    expect(await probe(table)).toEqual([]);
  });

  test("columns are added and widened in place, and rows stay", async () => {
    const before = make("evolved");
    const after = make("evolved", { columns: [...wider, extra] });
    await resource.create(before, recordingContext());
    expect(await resource.checkChange?.(before, after, recordingContext())).toEqual([]);
    expect((await probe(after))?.map((change) => `${change.kind} ${change.property}`)).toEqual(
      expect.arrayContaining([
        "update columns.c4",
        "update columns.c8",
        "update columns.c16",
        "add columns.extra",
      ]),
    );
    await resource.update("", before, after, recordingContext());
    expect(await probe(after)).toEqual([]);
  });

  test("what would lose values is refused column by column, and done when the table is named", async () => {
    const before = make("narrowed", { columns: [...columns, extra] });
    const after = make("narrowed");
    await resource.create(before, recordingContext());
    expect(await resource.checkChange?.(before, after, recordingContext())).toEqual([
      {
        property: "columns.extra",
        reason: expect.stringMatching(/column extra \(text\) is not declared.*--allow-delete dwa\.narrowed/),
      },
    ]);
    await expect(resource.update("", before, after, recordingContext())).rejects.toThrow(
      /can't be changed without losing data/,
    );
    process.env[ALLOW_DELETE] = "dwa.narrowed";
    const context = recordingContext();
    expect(await resource.checkChange?.(before, after, context)).toEqual([]);
    expect(context.warnings).toEqual([
      expect.stringMatching(/will be dropped with its rows and created anew/),
    ]);
    await resource.update("", before, after, recordingContext());
    expect(await probe(after)).toEqual([]);
  });

  test("an identical table is taken over, another one is an error that lists the differences", async () => {
    await resource.create(make("there"), recordingContext());
    await resource.create(make("there"), recordingContext());
    const other = make("there", { columns: [{ name: "c0", type: "BIGINT", nullable: false }, extra] });
    await expect(resource.create(other, recordingContext())).rejects.toThrow(
      /exists already.*column c0 is .*column extra is missing/,
    );
  });

  test("a protected table is deleted only when it is named; gone already is fine; external is never touched", async () => {
    const table = make("kept");
    await resource.create(table, recordingContext());
    await expect(resource.delete("", table, recordingContext())).rejects.toThrow(
      /dwa\.kept is protected and holds data: .* with all of its rows/,
    );
    await resource.delete("", make("kept", { lifecycle: "external" }), recordingContext());
    expect(await probe(table)).toEqual([]);
    process.env[ALLOW_DELETE] = "dwa.kept";
    await resource.delete("", table, recordingContext());
    await resource.delete("", table, recordingContext());
    expect(await resource.read("", table, recordingContext())).toEqual({ found: false });
    expect(await probe(table)).toEqual([{ property: "name", kind: "add" }]);
  });

  test("tables made at the same time do not fail one another", async () => {
    const tables = Array.from({ length: 12 }, (_, index) => make(`many${index}`));
    await Promise.all(tables.map((table) => resource.create(table, recordingContext())));
    expect((await Promise.all(tables.map((table) => probe(table)))).flat()).toEqual([]);
  });

  test("where nobody answers a look warns and finds no change, and a refresh keeps what is known", async () => {
    const table = make("every", { port: await freePort() });
    const context = recordingContext();
    expect(await probe(table, context)).toEqual([]);
    expect(context.warnings).toEqual([expect.stringMatching(/can't be verified: .* does not answer/)]);
    expect(await resource.read("", table, context)).toMatchObject({ found: true });
    await expect(resource.create(table, context)).rejects.toThrow(/does not answer/);
  });
});

async function sql(user: string, statement: string): Promise<readonly object[]> {
  const client = new Client({
    host: "127.0.0.1",
    port: ports.postgres,
    database: "warehouse",
    user,
    password: readSecret(engines.postgres.secretsDir, `hologres/${user}`),
  });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

test("the writer writes the table, oneservice reads its export view and nothing else", async () => {
  const table = onHologres("granted", { columns: [{ name: "k", type: "INT", nullable: false }], key: ["k"] });
  await hologres.create(table, recordingContext());
  await sql("writer", "INSERT INTO dwa.granted VALUES (1) ON CONFLICT (k) DO UPDATE SET k = excluded.k");
  expect(await sql("oneservice", "SELECT k FROM export.dwa_granted")).toEqual([{ k: 1 }]);
  await expect(sql("oneservice", "SELECT k FROM dwa.granted")).rejects.toThrow(/permission denied/);
  await expect(sql("oneservice", "DELETE FROM export.dwa_granted")).rejects.toThrow(/permission denied/);
});

test("grants and view that were taken away are seen and given back", async () => {
  const table = onHologres("regranted", {
    columns: [{ name: "k", type: "INT", nullable: false }],
    key: ["k"],
  });
  await hologres.create(table, recordingContext());
  await sql("owner", "REVOKE INSERT ON dwa.regranted FROM writer");
  await sql("owner", "DROP VIEW export.dwa_regranted");
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(await hologres.probe?.("", table, table, recordingContext())).toEqual([
    { property: "grants", kind: "update" },
    { property: "exportView", kind: "add" },
  ]);
  await hologres.update("", table, table, recordingContext());
  expect(await hologres.probe?.("", table, table, recordingContext())).toEqual([]);
});

test("drift of a column is named", async () => {
  const table = onHologres("drifted");
  await hologres.create(table, recordingContext());
  await sql("owner", "DROP VIEW export.dwa_drifted");
  await sql("owner", "ALTER TABLE dwa.drifted DROP COLUMN c5, ADD COLUMN stray int");
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(await hologres.probe?.("", table, table, recordingContext())).toEqual([
    { property: "columns.c5", kind: "add" },
    { property: "columns.stray", kind: "delete" },
    { property: "exportView", kind: "add" },
  ]);
});

test("the business's tables are made where missing, verified else, and never dropped", async () => {
  const secretsDir = engines.mariadb.secretsDir;
  ensureSecret(secretsDir, "rds/root");
  const trips = {
    name: "trips",
    key: ["trip_id"],
    columns: [
      { name: "trip_id", type: "BIGINT", nullable: false },
      { name: "pickup_at", type: "TIMESTAMP(0)", nullable: false },
      { name: "fare", type: "DECIMAL(10, 2)", nullable: true },
      { name: "color", type: "VARCHAR(10)", nullable: true },
    ],
  };
  const address = {
    host: "127.0.0.1",
    port: ports.mariadb,
    user: "root",
    secret: "rds/root",
    secretsDir,
    database: "business",
  };
  const inputs = businessSchema.inputs.parse({ ...address, tables: [trips] });
  const { id } = await businessSchema.create(inputs, recordingContext());
  const probe = (news = inputs) => businessSchema.probe?.(id, inputs, news, recordingContext());
  expect(await probe()).toEqual([]);
  await executeMysql(inputs, ["INSERT INTO business.trips VALUES (1, '2019-03-01 00:00:00', 1.5, 'green')"]);
  await executeMysql(inputs, ["ALTER TABLE business.trips ADD COLUMN theirs int"]);
  expect(await probe()).toEqual([]);
  const other = businessSchema.inputs.parse({
    ...address,
    tables: [
      {
        ...trips,
        columns: trips.columns.map((column) =>
          column.name === "fare" ? { ...column, type: "BIGINT" } : column,
        ),
      },
    ],
  });
  expect(await probe(other)).toEqual([{ property: "tables.trips.columns.fare", kind: "update" }]);
  await expect(businessSchema.update(id, inputs, other, recordingContext())).rejects.toThrow(
    /trips: column fare is decimal\(10,2\), declared bigint.*belong to the business/,
  );
  await businessSchema.delete(id, inputs, recordingContext());
  expect(await probe()).toEqual([]);
});

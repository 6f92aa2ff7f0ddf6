import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { initApiCommand, initSourceCommand, initTableCommand } from "../../../../cli/commands/init";
import { compile } from "../../../../jobs/compiler/compile";
import { RIDES_ROOT } from "../../compiler/fixtures/warehouse";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "strata-init-"));
  cpSync(join(RIDES_ROOT, "layers"), join(root, "layers"), { recursive: true });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

/** Runs a command; gives its exit code and all that it wrote, without colours. */
async function run(command: () => Promise<number>): Promise<{ code: number; text: string }> {
  let text = "";
  const write = (part: string | Uint8Array) => {
    text += stripVTControlCharacters(String(part));
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(write);
  vi.spyOn(process.stderr, "write").mockImplementation(write);
  const code = await command();
  vi.restoreAllMocks();
  return { code, text };
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** What the checks say of a file, and that there is a Plan. */
function findings(path: string): readonly string[] {
  const { plan, diagnostics } = compile(root);
  expect(plan).not.toBeNull();
  return diagnostics.filter((one) => one.file === path).map((one) => one.code);
}

describe("strata init table", () => {
  it("writes an aggregate of the nearest table, which is right at once", async () => {
    const { code, text } = await run(() => initTableCommand(root, "dwa.payments", {}));
    expect(code).toBe(0);
    expect(text).toContain("written: layers/dwa/payments.yaml\nNext:\n  It reads dwf.trip;");
    expect(read("layers/dwa/payments.yaml")).toBe(
      [
        "# yaml-language-server: $schema=../.schemas/dwa.json",
        "doc: How many rows of dwf.trip there are, by payment.",
        "owner: platform",
        "columns:",
        "  payment: STRING",
        "  row_count: BIGINT NOT NULL",
        "key: [payment]",
        "state: { keys: 100000, budget: 1 GB }",
        "stores: [hologres]",
        "sql: |",
        "  SELECT payment, COUNT(*)",
        "  FROM dwf.trip",
        "  GROUP BY payment",
        "",
      ].join("\n"),
    );
    expect(findings("layers/dwa/payments.yaml")).toEqual([]);
  });

  it.each([
    ["dim.place", {}],
    ["dim.place", { from: "dim.zone" }],
    ["dws.visit", {}],
    ["dws.visit", { from: "ods.trips" }],
    ["dwf.visit", {}],
    ["dwf.visit", { from: "dim.zone" }],
    ["dwa.visit", { from: "dim.zone" }],
    ["dwa.visit", { from: "dws.trip" }],
    ["ods.rides", { from: "business.trips" }],
  ])("writes %s from %j, which is right at once", async (id, options) => {
    expect((await run(() => initTableCommand(root, id, options))).code).toBe(0);
    const path = `layers/${id.replace(".", "/")}.yaml`;
    expect(findings(path)).toEqual([]);
    if (!id.startsWith("ods") && "from" in options) expect(read(path)).toContain(`FROM ${options.from}\n`);
  });

  it("takes the columns, types, nulls and the key of what it reads", async () => {
    await run(() => initTableCommand(root, "dwf.visit", { from: "dws.trip" }));
    const { tables = [] } = compile(root).plan ?? {};
    const [from, to] = ["dws.trip", "dwf.visit"].map((id) => tables.find((one) => one.id === id));
    const shape = (table: typeof from) =>
      table?.columns.map(({ name, type, nullable, classification }) => [
        name,
        type,
        nullable,
        classification,
      ]);
    expect(shape(to)).toEqual(shape(from));
    expect(to?.key).toEqual(from?.key);
  });

  it("quotes names that Flink reserves", async () => {
    const source = join(root, "layers/sources/business.yaml");
    writeFileSync(
      source,
      `${readFileSync(source, "utf8")}      value: STRING\n      user: STRING NOT NULL\n`,
    );
    expect((await run(() => initTableCommand(root, "dim.place", { from: "ods.zones" }))).code).toBe(0);
    expect(read("layers/dim/place.yaml")).toContain("`value`, `user`");
    expect((await run(() => initTableCommand(root, "dwa.place", { from: "dim.place" }))).code).toBe(0);
    expect(findings("layers/dwa/place.yaml")).toEqual([]);
  });

  it("never overwrites", async () => {
    const before = read("layers/dwa/borough_minute.yaml");
    await expect(initTableCommand(root, "dwa.borough_minute", {})).rejects.toThrow("exists already");
    expect(read("layers/dwa/borough_minute.yaml")).toBe(before);
  });

  it.each([
    ["trips", {}, "write layer.name"],
    ["dwz.trips", {}, "write layer.name"],
    ["dwa.Trips", {}, "can't be a name"],
    ["dwa.x", { from: "dwf.tripp" }, 'Did you mean "dwf.trip"?'],
    ["dwa.x", { from: "ods.trips" }, "DWA may not read ods.trips"],
    ["ods.x", {}, "captured already"],
    ["ods.x", { from: "business.trip" }, 'Did you mean "business.trips"?'],
  ])("refuses %s %j", async (id, options, message) => {
    await expect(initTableCommand(root, id, options)).rejects.toThrow(message);
  });

  it("writes nothing that would not pass", async () => {
    const { code, text } = await run(() => initTableCommand(root, "dwa.user", {}));
    expect(code).toBe(1);
    expect(text).toContain("store/reserved-name");
    expect(existsSync(join(root, "layers/dwa/user.yaml"))).toBe(false);
  });
});

describe("strata init api", () => {
  it("filters by the key, newest first; nobody may call it unless it is said", async () => {
    const { text } = await run(() => initApiCommand(root, "live", { table: "dwa.borough_minute" }));
    expect(text).toContain("Nobody may call it yet");
    expect(read("layers/apis/live.yaml")).toContain(
      "filters: { borough: required, minute: range }\norder: -minute\n",
    );
    expect(findings("layers/apis/live.yaml")).toEqual(["api/no-grants"]);
  });

  it("grants to a consumer that is named", async () => {
    const options = { table: "dwa.borough_minute", consumer: "dashboard" };
    expect((await run(() => initApiCommand(root, "live", options))).code).toBe(0);
    expect(findings("layers/apis/live.yaml")).toEqual([]);
    await expect(initApiCommand(root, "other", { ...options, consumer: "dashbord" })).rejects.toThrow(
      'Did you mean "dashboard"?',
    );
  });

  it("refuses a table in no store that answers", async () => {
    const { code, text } = await run(() => initApiCommand(root, "live", { table: "dwf.trip" }));
    expect(code).toBe(1);
    expect(text).toContain("api/store");
    expect(existsSync(join(root, "layers/apis/live.yaml"))).toBe(false);
  });
});

describe("strata init source", () => {
  it("leads on to a table that captures it", async () => {
    expect((await run(() => initSourceCommand(root, "crm", {}))).code).toBe(0);
    expect(findings("layers/sources/crm.yaml")).toEqual(["source/unread"]);
    expect((await run(() => initTableCommand(root, "ods.contacts", {}))).code).toBe(0);
    expect(read("layers/ods/contacts.yaml")).toContain("source: crm.crm_rows\n");
    expect(findings("layers/sources/crm.yaml")).toEqual([]);
    expect(findings("layers/ods/contacts.yaml")).toEqual([]);
  });
});

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { checkCommand } from "../../../../cli/commands/check";
import { planCommand } from "../../../../cli/commands/plan";
import { RIDES_ROOT } from "../../compiler/fixtures/warehouse";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "strata-check-"));
  cpSync(join(RIDES_ROOT, "layers"), join(root, "layers"), { recursive: true });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

/** Runs a command and gives its exit code with what it wrote, without colours. */
async function run(command: () => Promise<number>): Promise<{ code: number; out: string; err: string }> {
  const written = { out: "", err: "" };
  const into = (stream: "out" | "err") => (text: string | Uint8Array) => {
    written[stream] += stripVTControlCharacters(String(text));
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(into("out"));
  vi.spyOn(process.stderr, "write").mockImplementation(into("err"));
  const code = await command();
  vi.restoreAllMocks();
  return { code, ...written };
}

function edit(path: string, from: string, to: string): void {
  const file = join(root, "layers", path);
  writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
}

describe("strata check", () => {
  it("says that all is well in one line", async () => {
    const { code, out, err } = await run(() => checkCommand(root));
    expect(code).toBe(0);
    expect(err).toBe("");
    expect(out).toMatch(/^ok: 6 tables, 2 jobs, 10 topics, 2 store tables, 1 API, in \d+\.\d\d s\n$/);
  });

  it("shows where, what, the line and what to do, and ends with 1", async () => {
    edit("dwa/borough_minute.yaml", "SUM(total)", "SUM(totl)");
    edit("consumers/dashboard.yaml", "owner", "ownr");
    const { code, out, err } = await run(() => checkCommand(root));
    expect(code).toBe(1);
    expect(out).toBe("");
    expect(err).toContain("layers/dwa/borough_minute.yaml:14:62  error  sql/unknown-column  ");
    expect(err).toContain('\n  | ownr: growth\n  | ^^^^\n  → Did you mean "owner"?\n');
    expect(err.trimEnd().endsWith("2 errors in 2 files")).toBe(true);
  });

  it("speaks JSON", async () => {
    edit("dwa/borough_minute.yaml", "SUM(total)", "SUM(totl)");
    const { code, out } = await run(() => checkCommand(root, { json: true }));
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      hash: null,
      diagnostics: [
        { file: "layers/dwa/borough_minute.yaml", line: 14, column: 62, code: "sql/unknown-column" },
      ],
    });
  });
});

describe("strata plan", () => {
  it("lists tables, jobs, topics and APIs", async () => {
    const { code, out } = await run(() => planCommand(root));
    expect(code).toBe(0);
    for (const text of [
      "dwa.borough_minute",
      "dts.business.trips",
      "dead-letter",
      "export.dwa_borough_minute",
      "borough!",
    ]) {
      expect(out).toContain(text);
    }
  });

  it("gives the Plan as JSON", async () => {
    const { out } = await run(() => planCommand(root, { json: true }));
    expect(JSON.parse(out)).toMatchObject({ version: 1, warehouse: "rides" });
  });

  it("gives a job's SQL, and the nearest name of a job that isn't there", async () => {
    expect((await run(() => planCommand(root, { sql: "trip" }))).out).toContain(
      "EXECUTE STATEMENT SET BEGIN",
    );
    const missing = await run(() => planCommand(root, { sql: "tripp" }));
    expect(missing).toMatchObject({
      code: 1,
      out: "",
      err: 'There is no job "tripp". Did you mean "trip"?\n',
    });
  });

  it("gives nothing but the errors when there are any", async () => {
    edit("dws/trip.yaml", "ods.trips", "ods.tripz");
    const { code, out, err } = await run(() => planCommand(root, { json: true }));
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("sql/unknown-table");
  });
});

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { diffCommand } from "../../../../cli/commands/diff";
import { RIDES_ROOT } from "../../compiler/fixtures/warehouse";

let repository = "";
let root = "";

beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), "strata-diff-"));
  // The project need not be the whole repository.
  root = join(repository, "warehouse");
  cpSync(join(RIDES_ROOT, "layers"), join(root, "layers"), { recursive: true });
  const git = (...args: string[]) => execFileSync("git", args, { cwd: repository, stdio: "ignore" });
  git("init", "-q");
  git("add", ".");
  git(
    "-c",
    "user.name=t",
    "-c",
    "user.email=t@t",
    "-c",
    "commit.gpgsign=false",
    "commit",
    "-q",
    "-m",
    "base",
  );
});
afterAll(() => rmSync(repository, { recursive: true, force: true }));
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(join(root, "layers"), { recursive: true });
  cpSync(join(RIDES_ROOT, "layers"), join(root, "layers"), { recursive: true });
});

async function diff(base = "HEAD", options: { json?: boolean } = {}) {
  const written = { out: "", err: "" };
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    written.err += String(text);
    return true;
  });
  const code = await diffCommand(root, base, options);
  vi.restoreAllMocks();
  return { code, ...written };
}

function edit(path: string, from: string, to: string): void {
  const file = join(root, "layers", path);
  const before = readFileSync(file, "utf8");
  expect(before).toContain(from);
  writeFileSync(file, before.replace(from, to));
}

describe("strata diff", () => {
  it("says that nothing changes, with exit code 0", async () => {
    expect(await diff()).toMatchObject({ code: 0, out: "### Stratahouse: nothing changes\n" });
  });

  it("gives 2 for what is computed again, and for what breaks callers", async () => {
    edit("dim/zone.yaml", "'Unknown'", "'Nowhere'");
    const { code, out } = await diff();
    expect(code).toBe(2);
    expect(out).toContain("| `dim.zone` | 🟠 state-breaking |");
    edit("dim/zone.yaml", "'Nowhere'", "'Unknown'");
    edit("apis/borough_minute.yaml", "limit: 1000", "limit: 10");
    expect((await diff()).code).toBe(2);
  });

  it("gives 3 for what is deleted, and the report as JSON", async () => {
    rmSync(join(root, "layers/dwa/borough_minute.yaml"));
    rmSync(join(root, "layers/apis/borough_minute.yaml"));
    const { code, out } = await diff("HEAD", { json: true });
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      class: "destructive",
      mustName: ["dwa.borough_minute", "job-trip"],
    });
  });

  it("gives 1 when the layer files do not compile, and says so of the revision too", async () => {
    edit("dws/trip.yaml", "FROM ods.trips", "FROM ods.tripz");
    expect(await diff()).toMatchObject({ code: 1, out: "", err: expect.stringContaining("dws/trip.yaml") });
  });

  it("knows what is no revision", async () => {
    await expect(diff("nowhere")).rejects.toThrow(/git knows no revision "nowhere" here/);
    await expect(diff("--all")).rejects.toThrow(/git/);
  });
});

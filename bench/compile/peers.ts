import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** What is measured beside Stratahouse, at the versions that the figures are quoted for. */
const REQUIREMENTS = ["dbt-core==1.10.23", "dbt-duckdb==1.11.1", "sqlmesh==0.236.4"];

/** The benchmark's folder outside the project: generated warehouses and the peers' virtual environment. */
export function benchFolder(): string {
  const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache");
  return path.join(cache, "stratahouse", "bench");
}

/** The folder of the peers' programs, installed from PyPI on first use; or why they can't be measured. */
export function peerPrograms(): { readonly bin: string } | { readonly missing: string } {
  const environment = path.join(benchFolder(), "peers");
  const bin = path.join(environment, "bin");
  const marker = path.join(environment, "requirements.txt");
  const wanted = `${REQUIREMENTS.join("\n")}\n`;
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return { bin };
  process.stderr.write(`  installing ${REQUIREMENTS.join(", ")} from PyPI …\n`);
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(benchFolder(), { recursive: true });
  const steps: readonly (readonly string[])[] = [
    ["python3", "-m", "venv", environment],
    [path.join(bin, "pip"), "install", "--quiet", "--disable-pip-version-check", ...REQUIREMENTS],
  ];
  for (const [program = "", ...args] of steps) {
    const run = spawnSync(program, args, { encoding: "utf8", timeout: 1_200_000 });
    if (run.error !== undefined || run.status !== 0) {
      const why = (run.error?.message ?? run.stderr).trim().split("\n").at(-1) ?? "";
      return { missing: `${path.basename(program)} failed: ${why}` };
    }
  }
  writeFileSync(marker, wanted);
  return { bin };
}

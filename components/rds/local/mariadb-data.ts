import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import * as path from "node:path";
import { newDraft } from "../../process/draft-folder";
import type { Progress } from "../../process/process-spec";

/** The package's scripts that fill the system database, in their order. The texts of HELP are left out: nobody reads them here. */
const SCRIPTS = [
  "mariadb_system_tables.sql",
  "mariadb_performance_tables.sql",
  "mariadb_system_tables_data.sql",
  "maria_add_gis_sp_bootstrap.sql",
  "mariadb_sys_schema.sql",
];

/** Fills an empty data folder. Complete or not at all: an interrupted one starts afresh. Existing data is never touched. */
export async function initialiseMariadb(base: string, folder: string, progress: Progress): Promise<void> {
  const files = path.join(folder, "files");
  const temporary = path.join(folder, "tmp");
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  if (existsSync(files)) {
    return;
  }
  progress.status("preparing an empty data folder for mariadb");
  const draft = newDraft(folder);
  await bootstrap(base, draft, temporary, progress.signal);
  renameSync(draft, files);
}

async function bootstrap(base: string, files: string, temporary: string, signal: AbortSignal): Promise<void> {
  const statements = [
    "CREATE DATABASE mysql;",
    "USE mysql;",
    "SET @skip_auth_anonymous = 1;",
    "SET @auth_root_socket = NULL;",
    ...SCRIPTS.map((script) =>
      readFileSync(path.join(base, "share", script), "utf8")
        .split("\n")
        .filter((line) => !line.includes("@current_hostname"))
        .join("\n"),
    ),
  ].join("\n");
  const args = [
    "--no-defaults",
    "--bootstrap",
    ...(process.getuid?.() === 0 ? ["--user=root"] : []),
    `--basedir=${base}`,
    `--datadir=${files}`,
    `--tmpdir=${temporary}`,
    `--lc-messages-dir=${path.join(base, "share")}`,
    "--log-warnings=0",
    "--enforce-storage-engine=",
    "--max-allowed-packet=8M",
    "--innodb-log-file-size=48M",
    // Interrupted work is thrown away, so single statements need not be durable; the clean end is.
    "--innodb-flush-log-at-trx-commit=0",
  ];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(path.join(base, "bin", "mariadbd"), args, {
      signal,
      stdio: ["pipe", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said = `${said}${chunk.toString("utf8")}`.slice(-4000);
    });
    child.once("error", (error) =>
      reject(new Error(`mariadbd could not prepare its data folder: ${error.message}`)),
    );
    child.once("close", (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`mariadbd could not prepare its data folder (code ${code}):\n${said.trimEnd()}`)),
    );
    child.stdin.on("error", () => {
      // It ended early: `close` tells why.
    });
    child.stdin.end(statements);
  });
}

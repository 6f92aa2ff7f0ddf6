import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { ensurePackage } from "../../packages/ensure-package";
import { onlyFile, unpackJar, unpackTxz } from "../../packages/unpack";
import type { ProcessSpec, Progress } from "../../process/process-spec";
import { projectRoot } from "../../process/project-root";
import { port, serverHandler, serverInputs } from "../../process/server-handler";
import { dataFolder, secretsFolder } from "../../process/stack-folders";
import { type OrdinaryUser, ordinaryUser } from "./ordinary-user";
import { applyAccounts, asOwner } from "./postgres-accounts";
import { postgresConfig } from "./postgres-config";
import { preparePostgres } from "./postgres-data";

const ENGINE = "postgres";
const VERSION = "18.6";

const inputs = z.strictObject({
  ...serverInputs,
  port,
  /** Shared buffers in MiB. */
  sharedBuffers: z.number().int().min(8).default(32),
});

/** Inputs of `strata:hologres:Server`. */
export type HologresServerInputs = z.infer<typeof inputs>;

/** PostgreSQL's package; downloaded on first use. */
export function postgresPackage(progress: Progress): Promise<string> {
  const pom = path.join(projectRoot(), "components", "hologres", "local", "pom.xml");
  return ensurePackage(ENGINE, pom, progress, async (folder) => {
    const jar = onlyFile(folder, /^embedded-postgres-binaries-.*\.jar$/);
    const unpacked = path.join(folder, "jar");
    await unpackJar(jar, unpacked, progress);
    const archive = onlyFile(unpacked, /\.txz$/);
    await unpackTxz(archive, path.join(folder, "server"), onlyFile(folder, /^xz-.*\.jar$/), progress);
    rmSync(unpacked, { recursive: true });
    rmSync(jar);
  });
}

/** How the local PostgreSQL (Hologres's stand-in) runs. */
export function postgresProcess(settings: HologresServerInputs): ProcessSpec {
  const { stackFolder, port } = settings;
  const folder = dataFolder(stackFolder, ENGINE);
  const files = path.join(folder, "files");
  const secrets = secretsFolder(stackFolder);
  let bin = "";
  let user: OrdinaryUser = { prefix: [] };
  return {
    engine: ENGINE,
    stackFolder,
    ports: [{ setting: "postgres", port }],
    configuration: [VERSION, postgresConfig(settings)].join("\n"),
    // Fast shutdown: sessions are ended, commits are kept. SIGTERM would wait for every client.
    stopSignal: "SIGINT",
    stopTimeout: 60_000,

    async prepare(progress) {
      bin = path.join(await postgresPackage(progress), "server", "bin");
      mkdirSync(folder, { recursive: true });
      user = await ordinaryUser([bin, folder], progress.signal);
      await preparePostgres({ bin, folder, secrets }, user, progress);
      writeFileSync(path.join(files, "postgresql.conf"), postgresConfig(settings));
    },

    command() {
      const [file = "", ...args] = [...user.prefix, path.join(bin, "postgres"), "-D", files];
      return { file, args, cwd: folder };
    },

    ready: () =>
      asOwner(port, secrets, "postgres", async (client) => {
        await client.query("SELECT 1");
      }),

    started: () => applyAccounts(port, secrets),
  };
}

/** The resource `strata:hologres:Server`. */
export const handler = serverHandler({
  type: "strata:hologres:Server",
  engine: ENGINE,
  version: VERSION,
  inputs,
  spec: postgresProcess,
  address: (settings) => `127.0.0.1:${settings.port}`,
});

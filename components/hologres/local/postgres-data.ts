import { spawn } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { runTool } from "../../packages/run-tool";
import { newDraft } from "../../process/draft-folder";
import { executable, readProcLink } from "../../process/proc-filesystem";
import type { Progress } from "../../process/process-spec";
import { ensureSecret, hasSecret } from "../../process/secrets";
import { giveTo, type OrdinaryUser } from "./ordinary-user";
import { OWNER } from "./postgres-accounts";

/** Where PostgreSQL's programs and files are. */
export interface PostgresFolders {
  /** Absolute path of the folder with the programs. */
  readonly bin: string;
  /** Absolute path of the data folder of the engine; PostgreSQL's own files are in `files` below it. */
  readonly folder: string;
  readonly secrets: string;
}

/** Makes the data folder ready for a start: filled when it was empty, owned by the user who runs, without remains of a kill. */
export async function preparePostgres(
  { bin, folder, secrets }: PostgresFolders,
  user: OrdinaryUser,
  progress: Progress,
): Promise<void> {
  const files = path.join(folder, "files");
  const lostPassword = existsSync(files) && !hasSecret(secrets, OWNER.secret);
  const password = ensureSecret(secrets, OWNER.secret);
  if (!existsSync(files)) {
    progress.status("preparing an empty data folder for postgres");
    await initialise(bin, folder, files, password, user, progress.signal);
  }
  if (user.owner !== undefined) {
    giveTo(user.owner, files);
  }
  removeStalePidFile(files);
  if (lostPassword) {
    progress.status("setting a new password of the owner: its secret was lost");
    await setOwnerPassword(bin, files, password, user, progress.signal);
  }
}

async function initialise(
  bin: string,
  folder: string,
  files: string,
  password: string,
  user: OrdinaryUser,
  signal: AbortSignal,
): Promise<void> {
  const draft = newDraft(folder);
  const passwordFile = path.join(draft, "password");
  const cluster = path.join(draft, "files");
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (user.owner !== undefined) {
      giveTo(user.owner, draft);
    }
    const args = [
      "-D",
      cluster,
      `--username=${OWNER.user}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
    ];
    const [file = "", ...rest] = [...user.prefix, path.join(bin, "initdb"), ...args];
    await runTool(file, rest, { cwd: draft, signal });
    renameSync(cluster, files);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * PostgreSQL refuses to start while the pid of a killed one lives on in another process. Called under the engine's lock, after its own
 * process was seen to be gone.
 */
function removeStalePidFile(files: string): void {
  const file = path.join(files, "postmaster.pid");
  if (!existsSync(file)) {
    return;
  }
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  const isPostgres = path.basename(executable(pid) ?? "") === "postgres";
  if (isPostgres && readProcLink(`/proc/${pid}/cwd`) === files) {
    throw new Error(`another PostgreSQL (pid ${pid}) runs on ${files}; stop it`);
  }
  rmSync(file);
}

async function setOwnerPassword(
  bin: string,
  files: string,
  password: string,
  user: OrdinaryUser,
  signal: AbortSignal,
): Promise<void> {
  const single = ["--single", "-D", files, "-c", "log_min_error_statement=panic", "postgres"];
  const [file = "", ...args] = [...user.prefix, path.join(bin, "postgres"), ...single];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(file, args, { cwd: files, signal, stdio: ["pipe", "ignore", "ignore"] });
    const failed = (reason: string): void =>
      reject(new Error(`the owner's password could not be set: ${reason}`));
    child.once("error", (error) => failed(error.message));
    child.once("close", (code) =>
      code === 0 ? resolve() : failed(`postgres --single ended with code ${code}`),
    );
    child.stdin.on("error", () => {
      // It ended early: `close` tells.
    });
    child.stdin.end(`ALTER ROLE ${OWNER.user} PASSWORD '${password.replaceAll("'", "''")}'\n`);
  });
}

import { accessSync, chownSync, constants, lchownSync, lstatSync, readdirSync, statSync } from "node:fs";
import * as path from "node:path";
import { runTool } from "../../packages/run-tool";

/** The uid and gid of `nobody` on every Linux. */
const NOBODY = 65534;
const NAMESPACE = ["unshare", "-U", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`] as const;
const SWITCH = ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"] as const;

/** How a program that refuses root is run. */
export interface OrdinaryUser {
  /** Put before the command; empty where we are an ordinary user already. */
  readonly prefix: readonly string[];
  /** The uid that must own the program's files; undefined where it is ours anyway. */
  readonly owner?: number;
}

/**
 * As root: a user namespace in which the program sees itself as `nobody`, yet reads and owns files as before. Where the machine
 * forbids that: really `nobody`, for which every folder above `folders` must be open. Throws when neither works.
 */
export async function ordinaryUser(folders: readonly string[], signal: AbortSignal): Promise<OrdinaryUser> {
  if (process.getuid?.() !== 0) {
    return { prefix: [] };
  }
  if (await works([...NAMESPACE, "true"], signal)) {
    return { prefix: NAMESPACE, owner: 0 };
  }
  const closed = folders.flatMap(ancestors).find((folder) => !isOpenToOthers(folder));
  if (closed === undefined && (await works([...SWITCH, "true"], signal))) {
    return { prefix: SWITCH, owner: NOBODY };
  }
  throw new Error(
    `PostgreSQL refuses to run as root, and this machine allows no user namespaces (unshare -U)${
      closed === undefined ? " and has no setpriv" : `, while ${closed} is closed to other users`
    }; run as an ordinary user, or in a folder that other users can enter`,
  );
}

/** Gives a folder with all its content to a user, unless it is theirs already. */
export function giveTo(owner: number, folder: string): void {
  if (statSync(folder).uid === owner) {
    return;
  }
  for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    lchownSync(path.join(folder, entry), owner, owner);
  }
  chownSync(folder, owner, owner); // last, so that an interrupted change is done again
}

async function works(command: readonly string[], signal: AbortSignal): Promise<boolean> {
  const [file = "", ...args] = command;
  try {
    await runTool(file, args, { signal, timeout: 10_000 });
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

function ancestors(folder: string): readonly string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [...ancestors(parent), folder];
}

function isOpenToOthers(folder: string): boolean {
  accessSync(folder, constants.F_OK);
  return (lstatSync(folder).mode & 0o001) !== 0;
}

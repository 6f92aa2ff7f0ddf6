import { randomInt } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const LENGTH = 32;
const NAME = /^[a-z0-9][a-z0-9_-]*(\/[a-z0-9][a-z0-9_-]*)*$/i;

/**
 * The secret `name` (e.g. `hologres/writer`), made on first use: 32 letters and digits in a file that only its owner reads.
 * Two processes that ask at once get the same one.
 */
export function ensureSecret(secretsFolder: string, name: string): string {
  const known = readIfPresent(secretsFolder, name);
  if (known !== undefined) {
    return known;
  }
  const file = secretFile(secretsFolder, name);
  makePrivateFolders(secretsFolder, path.dirname(file));
  const value = Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
  const draft = `${file}.${process.pid}.${randomInt(2 ** 32)}`;
  writeFileSync(draft, value, { mode: 0o600, flag: "wx" });
  try {
    // A link fails where a rename would overwrite the secret that somebody else made meanwhile.
    linkSync(draft, file);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) {
      throw error;
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return readSecret(secretsFolder, name);
}

/** The secret `name`. Throws when it does not exist or is empty; the message names the file, never its content. */
export function readSecret(secretsFolder: string, name: string): string {
  const value = readIfPresent(secretsFolder, name);
  if (value === undefined) {
    throw new Error(
      `secret ${name} does not exist (${secretFile(secretsFolder, name)}); "npm run up" creates it`,
    );
  }
  return value;
}

/** Whether the secret `name` exists already. */
export function hasSecret(secretsFolder: string, name: string): boolean {
  return readIfPresent(secretsFolder, name) !== undefined;
}

function readIfPresent(secretsFolder: string, name: string): string | undefined {
  const file = secretFile(secretsFolder, name);
  let value: string;
  try {
    value = readFileSync(file, "utf8").trim();
  } catch (error) {
    if (hasCode(error, "ENOENT")) {
      return undefined;
    }
    throw error;
  }
  if (value === "") {
    throw new Error(
      `secret ${name} is empty (${file}); put the password in, or delete the file to have a new one made`,
    );
  }
  return value;
}

function secretFile(secretsFolder: string, name: string): string {
  if (!NAME.test(name)) {
    throw new Error(`"${name}" is not the name of a secret; write e.g. "hologres/writer"`);
  }
  return path.join(secretsFolder, name);
}

function makePrivateFolders(top: string, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (let at = folder; at.startsWith(top); at = path.dirname(at)) {
    chmodSync(at, 0o700);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}

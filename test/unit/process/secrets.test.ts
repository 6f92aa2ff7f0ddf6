import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ensureSecret, hasSecret, readSecret } from "../../../components/process/secrets";

let folder: string;
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), "secrets-")), "secrets");
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

it("makes a secret once, that only its owner reads", () => {
  const first = ensureSecret(folder, "rds/root");
  expect(first).toMatch(/^[A-Za-z0-9]{32}$/);
  expect(ensureSecret(folder, "rds/root")).toBe(first);
  expect(readSecret(folder, "rds/root")).toBe(first);
  expect(ensureSecret(folder, "rds/cdc")).not.toBe(first);
  expect(statSync(path.join(folder, "rds", "root")).mode & 0o777).toBe(0o600);
  expect(statSync(path.join(folder, "rds")).mode & 0o777).toBe(0o700);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(path.join(folder, "rds")).sort()).toEqual(["cdc", "root"]);
});

it("keeps a secret that a person put there", () => {
  ensureSecret(folder, "rds/root");
  writeFileSync(path.join(folder, "rds", "root"), "mine\n");
  expect(ensureSecret(folder, "rds/root")).toBe("mine");
});

it("says what is missing, empty or badly named", () => {
  expect(hasSecret(folder, "rds/none")).toBe(false);
  expect(() => readSecret(folder, "rds/none")).toThrow(/secret rds\/none does not exist .*npm run up/);
  ensureSecret(folder, "rds/root");
  writeFileSync(path.join(folder, "rds", "root"), "");
  expect(() => ensureSecret(folder, "rds/root")).toThrow(/secret rds\/root is empty/);
  expect(() => ensureSecret(folder, "../root")).toThrow(/not the name of a secret/);
});

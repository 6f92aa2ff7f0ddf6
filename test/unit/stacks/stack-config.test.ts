import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readStackConfig, stackNames } from "../../../stacks/stack-config";

let root = "";

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "stacks-"));
  mkdirSync(path.join(root, "stacks"));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(stack: string, text: string): void {
  writeFileSync(path.join(root, "stacks", `${stack}.yaml`), text);
}

test("fills everything but the target with defaults", () => {
  write("local", "target: local\nports: { kafka: 20000 }\n");
  const { config, diagnostics } = readStackConfig("local", root);
  expect(diagnostics).toEqual([]);
  expect(config).toMatchObject({
    target: "local",
    ports: { kafka: 20_000, kafkaController: 19_093, oneservice: 18_080 },
    traffic: { enabled: true },
  });
});

test("names file, line and column of everything that is wrong, and the nearest known key", () => {
  write("local", "target: local\nprts: {}\nports:\n  kafka: 80\ntraffic:\n  enabled: perhaps\n");
  const { config, diagnostics } = readStackConfig("local", root);
  expect(config).toBeNull();
  const lines = diagnostics.map(({ file, line, column }) => `${file}:${line}:${column}`).sort();
  expect(lines).toEqual(["stacks/local.yaml:2:1", "stacks/local.yaml:4:10", "stacks/local.yaml:6:12"]);
  expect(diagnostics.find((one) => one.line === 2)?.hint).toContain('"ports"');
});

test("refuses one port for two processes", () => {
  write("local", "target: local\nports: { kafka: 20000, flink: 20000 }\n");
  expect(readStackConfig("local", root).diagnostics).toMatchObject([{ line: 2, code: "stack/port" }]);
});

test("a default port counts too", () => {
  write("local", "target: local\nports: { kafka: 18081 }\n");
  expect(readStackConfig("local", root).diagnostics).toMatchObject([{ code: "stack/port" }]);
});

test("an unknown stack names the nearest; Pulumi's own files are no stacks", () => {
  write("local", "target: local\n");
  write("Pulumi.other", "encryptionsalt: x\n");
  expect(stackNames(root)).toEqual(["local"]);
  const { config, diagnostics } = readStackConfig("lcal", root);
  expect(config).toBeNull();
  expect(diagnostics).toMatchObject([{ code: "stack/unknown", hint: 'Did you mean "local"?' }]);
});

test("a name that leaves the folder is no stack", () => {
  writeFileSync(path.join(root, "secret.yaml"), "target: local\n");
  expect(readStackConfig("../secret", root).config).toBeNull();
});

test("the stacks of this project are valid and share no port", () => {
  const ports = stackNames().flatMap((stack) => {
    const { config, diagnostics } = readStackConfig(stack);
    expect(diagnostics).toEqual([]);
    return Object.values(config?.ports ?? {});
  });
  expect(new Set(ports).size).toBe(ports.length);
});

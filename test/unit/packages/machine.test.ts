import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { javaVersion, requireJdk, requireMaven, requirePlatform } from "../../../components/packages/machine";

let bin: string;
beforeEach(() => {
  bin = mkdtempSync(path.join(os.tmpdir(), "machine-"));
});
afterEach(() => rmSync(bin, { recursive: true }));

function tool(name: string, says: string): void {
  mkdirSync(path.dirname(path.join(bin, name)), { recursive: true });
  writeFileSync(path.join(bin, name), `#!/bin/sh\necho '${says}' >&2\n`);
  chmodSync(path.join(bin, name), 0o755);
}

it("reads Java's ways of telling its version", () => {
  expect(javaVersion('openjdk version "17.0.15" 2025-04-15')).toBe(17);
  expect(javaVersion('java version "1.8.0_392"')).toBe(8);
  expect(javaVersion("javac 21")).toBe(21);
  expect(javaVersion("gibberish")).toBeUndefined();
});

it("takes a JDK of 17 or newer, from PATH or JAVA_HOME", async () => {
  tool("bin/java", 'openjdk version "21.0.2"');
  tool("bin/javac", "javac 21.0.2");
  expect(await requireJdk({ PATH: path.join(bin, "bin") })).toMatchObject({ java: "java", version: 21 });
  expect(await requireJdk({ PATH: "", JAVA_HOME: bin })).toMatchObject({
    java: path.join(bin, "bin", "java"),
  });
});

it("says what to install when Java is missing, a JRE only, or too old", async () => {
  await expect(requireJdk({ PATH: bin })).rejects.toThrow(
    /^java was not found on PATH; install a JDK 17 or newer/,
  );
  tool("java", 'openjdk version "17.0.15"');
  await expect(requireJdk({ PATH: bin })).rejects.toThrow(/^javac was not found on PATH; install a JDK 17/);
  tool("java", 'java version "1.8.0_392"');
  await expect(requireJdk({ PATH: bin })).rejects.toThrow(/^java on PATH is version 8; install a JDK 17/);
});

it("says what to install when Maven is missing or too old", async () => {
  await expect(requireMaven({ PATH: bin })).rejects.toThrow(
    /^mvn was not found on PATH; install Maven 3\.8 or newer/,
  );
  tool("mvn", "Apache Maven 3.6.3");
  await expect(requireMaven({ PATH: bin })).rejects.toThrow(
    /^mvn on PATH is version 3\.6; install Maven 3\.8/,
  );
  tool("mvn", "Apache Maven 4.0.0");
  await expect(requireMaven({ PATH: bin })).resolves.toBeUndefined();
});

it("refuses platforms that the packages don't cover", () => {
  expect(() => requirePlatform("linux", "x64", true)).not.toThrow();
  expect(() => requirePlatform("darwin", "arm64", false)).toThrow(
    /darwin-arm64, which is not covered.*nothing was started/,
  );
  expect(() => requirePlatform("linux", "x64", false)).toThrow(/linux-x64 without glibc/);
});

import { readFileSync } from "node:fs";
import * as path from "node:path";
import { expect, test } from "vitest";
import { isUsableVersion, PULUMI_VERSION } from "../../../../cli/toolchain/pulumi-version";
import { projectRoot } from "../../../../components/process/project-root";

test.each([
  ["v3.259.0\n", true],
  ["3.100.0", true],
  ["v3.99.9", false],
  ["v2.300.0", false],
  ["v4.0.0", false],
  ["", false],
  ["nonsense", false],
])("%j usable: %s", (text, usable) => expect(isUsableVersion(text)).toBe(usable));

test("CLI, SDK and the pinned Go module are one version", () => {
  const read = (file: string) => readFileSync(path.join(projectRoot(), file), "utf8");
  const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
  expect(dependencies["@pulumi/pulumi"]).toBe(PULUMI_VERSION);
  expect(read("cli/toolchain/pulumi-cli/go.mod")).toContain(
    `github.com/pulumi/pulumi/pkg/v3 v${PULUMI_VERSION}`,
  );
});

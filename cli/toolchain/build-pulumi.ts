import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../components/process/project-root";
import { runCommand } from "../process/run-command";
import { findOnPath, isExecutable } from "./find-on-path";
import { PULUMI_VERSION } from "./pulumi-version";

const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const TIMEOUT_MS = 30 * 60_000;

/**
 * Builds the Pulumi CLI from the Go module proxy into `<folder>/pulumi`, from the versions that are pinned in
 * `cli/toolchain/pulumi-cli/go.mod`. Go's caches (about 3 GB) live in a folder beside it while it builds.
 *
 * @throws when Go is missing or the build fails, with what to do.
 */
export async function buildPulumi(folder: string, status: (message: string) => void): Promise<string> {
  const executable = path.join(folder, "pulumi");
  if (isExecutable(executable)) return executable;
  if (findOnPath("go") === undefined) {
    throw new Error(
      "the Pulumi CLI is not installed, its installer (get.pulumi.com) can't be reached, and Go, to build it, is missing: " +
        "install Pulumi (https://www.pulumi.com/docs/install) or Go 1.21 or newer (https://go.dev/dl), then run this again",
    );
  }
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(path.join(folder, "build-"));
  try {
    const module = path.join(work, "module");
    mkdirSync(module);
    for (const file of ["go.mod", "go.sum"]) {
      copyFileSync(path.join(projectRoot(), "cli", "toolchain", "pulumi-cli", file), path.join(module, file));
    }
    status("building the Pulumi CLI with Go (once; 3 to 8 minutes)");
    const result = await runCommand("go", buildArguments(path.join(work, "pulumi")), {
      cwd: module,
      timeout: TIMEOUT_MS,
      env: {
        ...process.env,
        GOPATH: path.join(work, "path"),
        GOMODCACHE: path.join(work, "modules"),
        GOCACHE: path.join(work, "cache"),
        GOTMPDIR: work,
        // Writable, so that the folder can be removed afterwards.
        GOFLAGS: "-modcacherw",
        GOWORK: "off",
        CGO_ENABLED: "0",
      },
    });
    if (result.code !== 0) {
      const why = result.timedOut ? `took over ${TIMEOUT_MS / 60_000} minutes` : lastLines(result.stderr);
      throw new Error(
        `the Pulumi CLI could not be built with Go: ${why}\nOr install it: https://www.pulumi.com/docs/install`,
      );
    }
    renameSync(path.join(work, "pulumi"), executable);
    return executable;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function buildArguments(output: string): string[] {
  return [
    "build",
    "-trimpath",
    "-ldflags",
    `-s -w -X ${VERSION_VARIABLE}=v${PULUMI_VERSION}`,
    "-o",
    output,
    PACKAGE,
  ];
}

function lastLines(text: string): string {
  return text.trimEnd().split("\n").slice(-10).join("\n");
}

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ensurePackage } from "../../../components/packages/ensure-package";
import type { Progress } from "../../../components/process/process-spec";

let folder: string;
let pom: string;
const progress: Progress = { signal: new AbortController().signal, status() {}, info() {}, warn() {} };

/** Stands in for Maven: counts its calls, then either fails or "downloads" one jar into the asked folder. */
const MAVEN = `#!/bin/sh
if [ "$1" = -version ]; then echo "Apache Maven 3.9.1"; exit; fi
echo call >> "$CALLS"
for a in "$@"; do case $a in -DoutputDirectory=*) out=\${a#*=};; esac; done
echo half > "$out/half.jar"
sleep 0.2
if [ -e "$CALLS.fail" ]; then echo "[ERROR] no such artifact"; exit 1; fi
echo jar > "$out/some.jar"
`;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "package-"));
  pom = path.join(folder, "pom.xml");
  writeFileSync(pom, "<project/>");
  const bin = path.join(folder, "bin");
  mkdirSync(bin);
  const tools = {
    mvn: MAVEN,
    java: "#!/bin/sh\necho 'version \"17.0.1\"'",
    javac: "#!/bin/sh\necho javac 17.0.1",
  };
  for (const [name, text] of Object.entries(tools)) {
    writeFileSync(path.join(bin, name), text);
    chmodSync(path.join(bin, name), 0o755);
  }
  vi.stubEnv("PATH", `${bin}:/usr/bin:/bin`);
  vi.stubEnv("JAVA_HOME", "");
  vi.stubEnv("XDG_CACHE_HOME", path.join(folder, "cache"));
  vi.stubEnv("CALLS", path.join(folder, "calls"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const calls = (): number => readFileSync(path.join(folder, "calls"), "utf8").split("\n").length - 1;

it("downloads once, even when asked twice at once", async () => {
  const found = await Promise.all([ensurePackage("x", pom, progress), ensurePackage("x", pom, progress)]);
  expect(found[0]).toBe(found[1]);
  expect(calls()).toBe(1);
  expect(existsSync(path.join(found[0], "some.jar"))).toBe(true);
  await ensurePackage("x", pom, progress);
  expect(calls()).toBe(1);
});

it("downloads again when the pom changed", async () => {
  const before = await ensurePackage("x", pom, progress);
  writeFileSync(pom, "<project><!-- newer --></project>");
  expect(await ensurePackage("x", pom, progress)).not.toBe(before);
  expect(calls()).toBe(2);
});

it("leaves nothing half-done when Maven or unpacking fails, says why, and works the next time", async () => {
  const engines = path.join(folder, "cache", "stratahouse", "engines");
  writeFileSync(path.join(folder, "calls.fail"), "");
  await expect(ensurePackage("x", pom, progress)).rejects.toThrow(
    /^the packages of x could not be installed; nothing was started\. mvn failed with code 1.*no such artifact/s,
  );
  expect(readdirSync(engines)).toEqual([]);
  rmSync(path.join(folder, "calls.fail"));
  const unpack = async (): Promise<void> => {
    throw new Error("bad archive");
  };
  await expect(ensurePackage("x", pom, progress, unpack)).rejects.toThrow(/bad archive/);
  expect(readdirSync(engines)).toEqual([]);
  expect(existsSync(path.join(await ensurePackage("x", pom, progress), "some.jar"))).toBe(true);
});

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { inspectProcess, listProcesses } from "../../../components/process/inspect-process";
import { writePidFile } from "../../../components/process/pid-file";
import { processStat } from "../../../components/process/proc-filesystem";
import type { ProcessSpec, Progress } from "../../../components/process/process-spec";
import { logFile, pidFile } from "../../../components/process/stack-folders";
import { isServing, startProcess } from "../../../components/process/start-process";
import { stopProcess } from "../../../components/process/stop-process";

let folder: string;
let port: number;
let cancel: AbortController;
let progress: Progress;

beforeEach(async () => {
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), "process-")), "local");
  port = await freePort();
  cancel = new AbortController();
  progress = { signal: cancel.signal, status() {}, info() {}, warn() {} };
});
afterEach(async () => {
  for (const { engine } of listProcesses(folder)) {
    await stopProcess(folder, engine, { ...progress, signal: new AbortController().signal }, { timeout: 0 });
  }
  rmSync(path.dirname(folder), { recursive: true });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

const LISTEN = (at: number): string =>
  `console.log("listening"); require("net").createServer().listen(${at}, "127.0.0.1")`;

function echo(script = LISTEN(port), more: Partial<ProcessSpec> = {}): ProcessSpec {
  return {
    engine: "echo",
    stackFolder: folder,
    ports: [{ setting: "echo", port }],
    configuration: "1",
    minFreeBytes: 0,
    command: () => ({ file: process.execPath, args: ["-e", script], cwd: os.tmpdir() }),
    ready: () =>
      new Promise((resolve, reject) => {
        const socket = connect(port, "127.0.0.1", () => socket.end(resolve)).once("error", reject);
      }),
    ...more,
  };
}

it("starts a process in a session of its own, once, and stops it", async () => {
  const [first, second] = await Promise.all([startProcess(echo(), progress), startProcess(echo(), progress)]);
  expect(second).toEqual(first);
  expect(processStat(first.pid)?.session).toBe(first.pid);
  expect(await isServing(echo(), progress)).toBe(true);
  expect(readFileSync(logFile(folder, "echo"), "utf8")).toBe("listening\n");
  expect(await stopProcess(folder, "echo", progress)).toBe(true);
  expect(processStat(first.pid)).toBeUndefined();
  expect(existsSync(pidFile(folder, "echo"))).toBe(false);
  expect(await stopProcess(folder, "echo", progress)).toBe(false);
});

it("starts a killed one again, and restarts one whose configuration changed", async () => {
  const first = await startProcess(echo(), progress);
  process.kill(first.pid, "SIGKILL");
  await expect.poll(() => inspectProcess(folder, "echo")).toBeUndefined();
  expect(await isServing(echo(), progress, 100)).toBe(false);
  const second = await startProcess(echo(), progress);
  expect(second.pid).not.toBe(first.pid);
  const third = await startProcess(echo(undefined, { configuration: "2" }), progress);
  expect(third.pid).not.toBe(second.pid);
  expect(processStat(second.pid)).toBeUndefined();
});

it("finds a process whose pid file was deleted", async () => {
  const first = await startProcess(echo(), progress);
  rmSync(pidFile(folder, "echo"));
  expect(inspectProcess(folder, "echo")).toEqual({ ...first, complete: false });
  expect(await startProcess(echo(), progress)).toEqual(first);
  expect(existsSync(pidFile(folder, "echo"))).toBe(true);
});

it("finishes a start that was interrupted before its last step", async () => {
  const first = await startProcess(echo(), progress);
  writePidFile(folder, { ...first, complete: false });
  expect(await isServing(echo(), progress)).toBe(false);
  let finished = 0;
  const started = async (): Promise<void> => {
    finished++;
  };
  expect(await startProcess(echo(undefined, { started }), progress)).toEqual(first);
  expect([finished, await isServing(echo(), progress)]).toEqual([1, true]);
});

it("never takes another process with a reused pid for its own", async () => {
  const { startTicks = 0 } = processStat(process.pid) ?? {};
  writePidFile(folder, {
    engine: "echo",
    pid: process.pid,
    startTicks: startTicks - 1,
    configuration: "1",
    complete: true,
  });
  expect(inspectProcess(folder, "echo")).toBeUndefined();
  expect(await stopProcess(folder, "echo", progress)).toBe(false);
});

it("fails with the last lines of the log and leaves nothing behind", async () => {
  const start = startProcess(echo('console.error("boom: no licence"); process.exit(3)'), progress);
  await expect(start).rejects.toThrow(
    /echo did not start: its process ended with code 3.*\nboom: no licence$/s,
  );
  expect(existsSync(pidFile(folder, "echo"))).toBe(false);
});

it("recognises a full disk in the log", async () => {
  const start = startProcess(
    echo('console.error("write: No space left on device"); process.exit(1)'),
    progress,
  );
  await expect(start).rejects.toThrow(/the disk of its data folder is full/);
});

it("refuses to start on a disk with too little room, before anything is touched", async () => {
  const start = startProcess(echo(undefined, { minFreeBytes: 2 ** 60 }), progress);
  await expect(start).rejects.toThrow(/has only .* GiB free, 1073741824 GiB are needed/);
  expect(existsSync(path.join(folder, "data"))).toBe(false);
});

it("kills what it started when the user gives up or the process never answers", async () => {
  const silent = echo("setInterval(() => {}, 1000)");
  const start = startProcess(silent, progress);
  await expect.poll(() => existsSync(pidFile(folder, "echo"))).toBe(true);
  cancel.abort(new Error("cancelled"));
  await expect(start).rejects.toThrow(/cancelled/);
  expect(listProcesses(folder)).toEqual([]);
  const patient = { ...progress, signal: new AbortController().signal };
  await expect(startProcess({ ...silent, startTimeout: 200 }, patient)).rejects.toThrow(
    /does not answer after/,
  );
  expect(listProcesses(folder)).toEqual([]);
});

it("ends a process that ignores its stop signal", async () => {
  const { pid } = await startProcess(echo(`process.on("SIGTERM", () => {}); ${LISTEN(port)}`), progress);
  await stopProcess(folder, "echo", progress, { timeout: 200 });
  expect(processStat(pid)).toBeUndefined();
});

it("takes over the lock of a dead process", async () => {
  await startProcess(echo(), progress);
  await stopProcess(folder, "echo", progress);
  writeFileSync(path.join(folder, "run", "echo.lock"), `${process.pid} 1`);
  await startProcess(echo(), progress);
  expect(listProcesses(folder)).toHaveLength(1);
});

it("inherits nothing of the environment that could be a secret", async () => {
  process.env.STRATA_TEST_SECRET = "hidden";
  try {
    await startProcess(echo(`console.log(JSON.stringify(process.env)); ${LISTEN(port)}`), progress);
  } finally {
    delete process.env.STRATA_TEST_SECRET;
  }
  expect(readFileSync(logFile(folder, "echo"), "utf8")).not.toContain("hidden");
});

import { expect, test, vi } from "vitest";
import { runCommand } from "../../../../cli/process/run-command";
import { processStat } from "../../../../components/process/proc-filesystem";

const node = (script: string, timeout = 10_000, onLine?: (line: string) => void) =>
  runCommand(process.execPath, ["-e", script], { timeout, ...(onLine === undefined ? {} : { onLine }) });

test("gives back what was printed, and the exit code", async () => {
  const result = await node("console.log('out'); console.error('err'); process.exit(3)");
  expect(result).toEqual({ code: 3, stdout: "out\n", stderr: "err\n", timedOut: false });
});

test("hands on each line as it comes, whole", async () => {
  const lines: string[] = [];
  await node(
    "process.stdout.write('a\\nb'); setTimeout(() => process.stdout.write('c\\n'), 30)",
    10_000,
    (line) => lines.push(line),
  );
  expect(lines).toEqual(["a", "bc"]);
});

test("ends a command whose time is up, and what it started", async () => {
  const script = `
    const child = require("node:child_process").spawn("sleep", ["60"]);
    console.log(child.pid);
    setInterval(() => {}, 1000);`;
  const result = await node(script, 700);
  expect(result.timedOut).toBe(true);
  expect(result.code).not.toBe(0);
  const child = Number(result.stdout.trim());
  expect(child).toBeGreaterThan(0);
  await vi.waitFor(() => expect(processStat(child)).toBeUndefined());
});

test("a command that is not there is an error with its code", async () => {
  await expect(runCommand("no-such-command-here", [], { timeout: 1000 })).rejects.toMatchObject({
    code: "ENOENT",
  });
});

test("ends a command when the caller gives up", async () => {
  const controller = new AbortController();
  const running = runCommand("sleep", ["60"], { timeout: 10_000, signal: controller.signal });
  controller.abort();
  expect((await running).code).toBe(130);
});

import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "vitest";
import { inspectProcess, listProcesses } from "../../../components/process/inspect-process";
import { processStat } from "../../../components/process/proc-filesystem";
import { stopProcess } from "../../../components/process/stop-process";
import type { OperationContext } from "../../../components/provider/operation-context";
import type { RegisteredHandler } from "../../../components/provider/registry";

/** Milliseconds a probe may take with a dead engine. */
const QUICK = 2_000;

/** One engine under test, in a folder of its own. */
export interface EngineCase {
  readonly handler: RegisteredHandler;
  readonly engine: string;
  /** The inputs' names of its ports, the main one first. */
  readonly ports: readonly string[];
  /** Writes something that must outlive a kill. */
  write(port: number, stackFolder: string): Promise<void>;
  /** How many things that were written are there. */
  count(port: number, stackFolder: string): Promise<number>;
}

/** Messages of an operation, in their order. */
export function recordingContext(): OperationContext & { readonly messages: string[] } {
  const messages: string[] = [];
  const record = (message: string): void => {
    messages.push(message);
  };
  return {
    urn: "urn",
    signal: new AbortController().signal,
    status: record,
    info: record,
    warn: record,
    messages,
  };
}

/** A folder for a stack; `remove` stops everything that was started in it. */
export function temporaryStack(): { readonly stackFolder: string; remove(): Promise<void> } {
  const parent = mkdtempSync(path.join(os.tmpdir(), "engines-"));
  const stackFolder = path.join(parent, ".strata", "test");
  return {
    stackFolder,
    async remove() {
      for (const { engine } of listProcesses(stackFolder)) {
        await stopProcess(stackFolder, engine, recordingContext(), { timeout: 5_000 });
      }
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** The life of an engine: start, second start, kill, repair with its data, refresh, stop; and a port that somebody else holds. */
export async function engineLife(engineCase: EngineCase, stackFolder: string): Promise<void> {
  const { handler, engine } = engineCase;
  const context = recordingContext();
  const ports = Object.fromEntries(
    await Promise.all(engineCase.ports.map(async (name) => [name, await freePort()])),
  );
  const inputs = handler.inputs.parse({ stackFolder, ...ports });
  const port = ports[engineCase.ports[0] ?? ""] as number;

  const { id, outputs } = await handler.create(inputs, context);
  const first = inspectProcess(stackFolder, engine);
  expect(await handler.probe?.(id, outputs, inputs, context)).toEqual([]);
  await engineCase.write(port, stackFolder);

  await handler.create(inputs, context);
  expect(inspectProcess(stackFolder, engine)).toEqual(first);

  const pid = first?.pid ?? 0;
  process.kill(pid, "SIGKILL");
  await expect.poll(() => processStat(pid)).toBeUndefined();
  const started = Date.now();
  expect(await handler.probe?.(id, outputs, inputs, context)).toEqual([
    { property: "running", kind: "update" },
  ]);
  expect(Date.now() - started).toBeLessThan(QUICK);
  expect(await handler.read(id, outputs, context)).toMatchObject({ found: true, inputs: { running: false } });

  await handler.update(id, outputs, inputs, context);
  expect(await handler.probe?.(id, outputs, inputs, context)).toEqual([]);
  expect(await handler.read(id, outputs, context)).toMatchObject({ found: true, inputs: { running: true } });
  expect(await engineCase.count(port, stackFolder)).toBe(1);

  await handler.delete(id, outputs, context);
  expect(listProcesses(stackFolder)).toEqual([]);
  expect(context.messages.at(-1)).toMatch(new RegExp(`^${engine} is stopped; its data stays in .*--purge`));

  const intruder = createServer();
  await new Promise<void>((resolve) => intruder.listen(port, "127.0.0.1", resolve));
  try {
    await expect(handler.create(inputs, context)).rejects.toThrow(
      new RegExp(
        `^port ${port} \\(\\w+\\) is in use by pid ${process.pid} .*set ports\\.\\w+ in stacks/test\\.yaml$`,
      ),
    );
  } finally {
    await new Promise((resolve) => intruder.close(resolve));
  }
  expect(listProcesses(stackFolder)).toEqual([]);
}

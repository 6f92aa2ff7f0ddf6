import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { ServerInputs, ServerOutputs } from "../../../components/process/server-handler";
import type { OperationContext } from "../../../components/provider/operation-context";
import type { ResourceHandler } from "../../../components/provider/resource-handler";

/** A context that keeps what it was told. */
export interface RecordingContext extends OperationContext {
  readonly warnings: string[];
  readonly infos: string[];
}

/** A new context without messages. */
export function recordingContext(): RecordingContext {
  const warnings: string[] = [];
  const infos: string[] = [];
  return {
    urn: "urn:pulumi:test::test::strata::test",
    signal: new AbortController().signal,
    warnings,
    infos,
    status: () => undefined,
    info: (message) => void infos.push(message),
    warn: (message) => void warnings.push(message),
  };
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address !== null
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}

/** A running engine of the test's own, with its data in a folder of its own. */
export interface TestEngine {
  readonly stackFolder: string;
  readonly secretsDir: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes its folder. */
  dispose(): Promise<void>;
}

/** Starts an engine through the handler that a stack starts it with. */
export async function startEngine<I extends ServerInputs>(
  handler: ResourceHandler<I, I & ServerOutputs>,
  settings: Readonly<Record<string, unknown>>,
): Promise<TestEngine> {
  const stackFolder = mkdtempSync(path.join(tmpdir(), "strata-test-"));
  const context = recordingContext();
  const inputs = handler.inputs.parse({ ...settings, stackFolder });
  const { id, outputs } = await handler.create(inputs, context);
  const stop = () => handler.delete(id, outputs, context);
  return {
    stackFolder,
    secretsDir: path.join(stackFolder, "secrets"),
    stop,
    start: async () => void (await handler.update(id, outputs, inputs, context)),
    dispose: async () => {
      await stop();
      rmSync(stackFolder, { recursive: true, force: true });
    },
  };
}

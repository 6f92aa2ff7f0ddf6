import { z } from "zod";
import type { OperationContext } from "../provider/operation-context";
import type { Change, ResourceHandler } from "../provider/resource-handler";
import type { ProcessSpec } from "./process-spec";
import { dataFolder, logFile } from "./stack-folders";
import { isServing, startProcess, stopOptions } from "./start-process";
import { stopProcess } from "./stop-process";

/** Inputs that every local server has; spread them into the server's own zod object. */
export const serverInputs = {
  /** Absolute path of `.strata/<stack>`. */
  stackFolder: z.string().startsWith("/", "must be an absolute path"),
  /** Whether it shall run. A refresh sets it to false in the state when the process died, so that the next `up` starts it. */
  running: z.boolean().default(true),
};

/** A TCP port that an ordinary user may listen on. */
export const port = z.number().int().min(1024, "must be 1024 or more").max(65535, "must be 65535 or less");

/** What every local server has among its inputs. */
export interface ServerInputs {
  readonly stackFolder: string;
  readonly running: boolean;
}

/** What every local server has among its outputs. */
export interface ServerOutputs {
  /** host:port that clients connect to. */
  readonly address: string;
  readonly version: string;
  readonly logFile: string;
}

/** How a kind of local server becomes a resource. */
export interface ServerKind<I extends ServerInputs> {
  /** Type token, e.g. `strata:kafka:Server`. */
  readonly type: string;
  /** Its name in folders, logs and messages, e.g. `kafka`. */
  readonly engine: string;
  readonly version: string;
  readonly inputs: z.ZodType<I>;
  spec(inputs: I): ProcessSpec;
  address(inputs: I): string;
}

/** Milliseconds a running server has to answer a probe. */
const PROBE_TIMEOUT = 3_000;

/**
 * A supervised process as a resource. A changed input restarts it; a dead or deaf one shows as a difference of `running`, and an
 * update repairs it. Deleting stops it and keeps its data, which only `down -- --purge` removes.
 */
export function serverHandler<I extends ServerInputs>(
  kind: ServerKind<I>,
): ResourceHandler<I, I & ServerOutputs> {
  const { engine } = kind;

  const outputs = (inputs: I): I & ServerOutputs => ({
    ...inputs,
    address: kind.address(inputs),
    version: kind.version,
    logFile: logFile(inputs.stackFolder, engine),
  });

  /** The inputs inside outputs; undefined when an earlier version of this project wrote them differently. */
  function inputsOf(olds: I & ServerOutputs): I | undefined {
    const { address: _address, version: _version, logFile: _logFile, ...inputs } = olds;
    return kind.inputs.safeParse(inputs).data;
  }

  async function apply(inputs: I, context: OperationContext): Promise<I & ServerOutputs> {
    const spec = kind.spec(inputs);
    if (inputs.running) {
      await startProcess(spec, context);
    } else {
      await stopProcess(inputs.stackFolder, engine, context, stopOptions(spec));
    }
    return outputs(inputs);
  }

  async function isRunning(inputs: I | undefined, context: OperationContext): Promise<boolean> {
    return inputs !== undefined && (await isServing(kind.spec(inputs), context, PROBE_TIMEOUT));
  }

  return {
    type: kind.type,
    inputs: kind.inputs,
    replaceOn: ["stackFolder"],

    async probe(_id, olds, _news, context): Promise<readonly Change[]> {
      // Asked with the old inputs: what changed in the new ones is a difference of its own.
      const running = await isRunning(inputsOf(olds), context);
      if (running === olds.running) {
        return [];
      }
      context.status(
        `${engine} ${running ? "runs and will be stopped" : "does not serve and will be started"}`,
      );
      return [{ property: "running", kind: "update" }];
    },

    async create(inputs, context) {
      return { id: engine, outputs: await apply(inputs, context) };
    },

    async read(id, olds, context) {
      if (olds === undefined) {
        throw new Error(
          `${kind.type} can't be imported (${id}): "pulumi up" adopts a server of ours that already runs`,
        );
      }
      const inputs = inputsOf(olds);
      if (inputs === undefined) {
        throw new Error(
          `the state of ${engine} was written by another version of this project; run "pulumi up" first`,
        );
      }
      const current = { ...inputs, running: await isRunning(inputs, context) };
      return { found: true, inputs: current, outputs: outputs(current) };
    },

    async update(_id, _olds, news, context) {
      return apply(news, context);
    },

    async delete(_id, olds, context) {
      const { stackFolder } = olds;
      const inputs = inputsOf(olds);
      await stopProcess(
        stackFolder,
        engine,
        context,
        inputs === undefined ? {} : stopOptions(kind.spec(inputs)),
      );
      context.info(
        `${engine} is stopped; its data stays in ${dataFolder(stackFolder, engine)} ("npm run down -- --purge" removes it)`,
      );
    },
  };
}

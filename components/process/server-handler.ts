import { z } from "zod";
import type { OperationContext } from "../provider/operation-context";
import type { Change, ResourceHandler } from "../provider/resource-handler";
import { inspectProcess } from "./inspect-process";
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
export function serverHandler<I extends ServerInputs>(kind: ServerKind<I>): ResourceHandler<I, I & ServerOutputs> {
  const outputs = (inputs: I): I & ServerOutputs => ({
    ...inputs,
    address: kind.address(inputs),
    version: kind.version,
    logFile: logFile(inputs.stackFolder, kind.engine),
  });

  async function apply(inputs: I, context: OperationContext): Promise<I & ServerOutputs> {
    const spec = kind.spec(inputs);
    if (inputs.running) {
      await startProcess(spec, context);
    } else {
      await stopProcess(inputs.stackFolder, kind.engine, context, stopOptions(spec));
    }
    return outputs(inputs);
  }

  const isRunning = (inputs: I, context: OperationContext): Promise<boolean> =>
    isServing(kind.spec(inputs), context, PROBE_TIMEOUT);

  return {
    type: kind.type,
    inputs: kind.inputs,
    replaceOn: ["stackFolder"],

    async probe(_id, olds, _news, context): Promise<readonly Change[]> {
      // Asked with the old inputs: what changed in the new ones is a difference of its own.
      const known = kind.inputs.safeParse(olds);
      const running = known.success && (await isRunning(known.data, context));
      if (running === olds.running) {
        return [];
      }
      context.status(`${kind.engine} ${running ? "runs and will be stopped" : "does not serve and will be started"}`);
      return [{ property: "running", kind: "update" }];
    },

    async create(inputs, context) {
      return { id: kind.engine, outputs: await apply(inputs, context) };
    },

    async read(id, olds, context) {
      if (olds === undefined) {
        throw new Error(`${kind.type} can't be imported (${id}): "pulumi up" adopts a server of ours that already runs`);
      }
      const parsed = kind.inputs.parse(olds);
      const inputs = { ...parsed, running: await isRunning(parsed, context) };
      return { found: true, inputs, outputs: outputs(inputs) };
    },

    async update(_id, olds, news, context) {
      if (olds.stackFolder !== news.stackFolder) {
        throw new Error(`${kind.engine} can't move to ${news.stackFolder} in place; it is replaced there`);
      }
      return apply(news, context);
    },

    async delete(_id, olds, context) {
      const spec = kind.spec(kind.inputs.parse(olds));
      const stopped = await stopProcess(olds.stackFolder, kind.engine, context, stopOptions(spec));
      if (stopped || inspectProcess(olds.stackFolder, kind.engine) === undefined) {
        context.info(
          `${kind.engine} is stopped; its data stays in ${dataFolder(olds.stackFolder, kind.engine)} ("npm run down -- --purge" removes it)`,
        );
      }
    },
  };
}

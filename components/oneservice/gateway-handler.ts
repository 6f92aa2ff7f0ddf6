import { join } from "node:path";
import { z } from "zod";
import { gatewayConfigSchema } from "../../services/oneservice/gateway-config";
import { serviceProgram } from "../../services/service-program";
import type { ProcessSpec } from "../process/process-spec";
import { ensureSecret } from "../process/secrets";
import { port, serverHandler, serverInputs } from "../process/server-handler";
import { secretsFolder } from "../process/stack-folders";
import { MANAGEMENT_SECRET } from "./gateway-client";

const ENGINE = "oneservice";
const VERSION = "1";
const READY_TIMEOUT = 2_000;

const inputs = z.strictObject({
  ...serverInputs,
  port,
  /** The export point that the gateway reads, as the role `oneservice`. */
  postgres: z.strictObject({
    host: z.string().min(1).default("127.0.0.1"),
    port,
    database: z.string().min(1),
  }),
});

/** Inputs of `strata:oneservice:Gateway`. */
export type GatewayInputs = z.infer<typeof inputs>;

/** How the OneService gateway runs on this machine: one Node process. */
export function gatewayProcess(settings: GatewayInputs): ProcessSpec {
  const { stackFolder, postgres } = settings;
  const config = gatewayConfigSchema.parse({ port: settings.port, stackFolder, postgres });
  const program = serviceProgram(ENGINE);
  return {
    engine: ENGINE,
    stackFolder,
    ports: [{ setting: "oneservice", port: settings.port }],
    configuration: JSON.stringify({ ...config, code: program.fingerprint }),
    startTimeout: 30_000,
    stopTimeout: 12_000,

    async prepare() {
      ensureSecret(secretsFolder(stackFolder), MANAGEMENT_SECRET);
    },

    command: () => ({
      file: process.execPath,
      args: ["--max-old-space-size=64", "--max-semi-space-size=4", program.file, JSON.stringify(config)],
      cwd: join(stackFolder),
    }),

    async ready() {
      const answer = await fetch(`http://127.0.0.1:${settings.port}/live`, {
        signal: AbortSignal.timeout(READY_TIMEOUT),
      });
      if (!answer.ok) throw new Error(`the gateway answers /live with ${answer.status}`);
    },
  };
}

/** The resource `strata:oneservice:Gateway`. */
export const handler = serverHandler({
  type: "strata:oneservice:Gateway",
  engine: ENGINE,
  version: VERSION,
  inputs,
  spec: gatewayProcess,
  address: (settings) => `127.0.0.1:${settings.port}`,
});

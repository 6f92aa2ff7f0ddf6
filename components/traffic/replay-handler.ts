import { z } from "zod";
import { serviceProgram } from "../../services/service-program";
import { trafficStatus } from "../../services/traffic/control";
import { trafficConfigSchema } from "../../services/traffic/traffic-config";
import type { ProcessSpec } from "../process/process-spec";
import { port, serverHandler, serverInputs } from "../process/server-handler";

const ENGINE = "traffic";
const VERSION = "1";

const inputs = z.strictObject({
  ...serverInputs,
  /** The business database, written as the user `traffic`. */
  mysql: z.strictObject({
    host: z.string().min(1).default("127.0.0.1"),
    port,
    database: z.string().min(1),
  }),
  /** Seconds of the business that pass in one real second. */
  speed: z.number().positive().max(1_000_000).default(600),
  /** Days of the sample that are loaded at once on the very first start. */
  preloadDays: z.number().min(0).max(31).default(7),
});

/** Inputs of `strata:traffic:Replay`; `running: false` switches the sample traffic off. */
export type ReplayInputs = z.infer<typeof inputs>;

/** How the sample traffic runs on this machine: one Node process. */
export function replayProcess(settings: ReplayInputs): ProcessSpec {
  const { stackFolder, mysql, speed, preloadDays } = settings;
  const config = trafficConfigSchema.parse({ stackFolder, mysql, speed, preloadDays });
  const program = serviceProgram(ENGINE);
  return {
    engine: ENGINE,
    stackFolder,
    ports: [],
    configuration: JSON.stringify({ ...config, code: program.fingerprint }),
    startTimeout: 60_000,
    stopTimeout: 10_000,

    command: () => ({
      file: process.execPath,
      args: ["--max-old-space-size=96", "--max-semi-space-size=4", program.file, JSON.stringify(config)],
      cwd: stackFolder,
    }),

    async ready() {
      const status = await trafficStatus({ stackFolder, mysql: config.mysql });
      if (status === null || !status.running) throw new Error("the sample traffic has not begun yet");
    },
  };
}

/** The resource `strata:traffic:Replay`. */
export const handler = serverHandler({
  type: "strata:traffic:Replay",
  engine: ENGINE,
  version: VERSION,
  inputs,
  spec: replayProcess,
  address: ({ mysql }) => `${mysql.host}:${mysql.port}/${mysql.database}`,
});

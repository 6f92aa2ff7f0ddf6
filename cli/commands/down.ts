import { existsSync, rmSync } from "node:fs";
import { localProcesses } from "../../components/platform/local/local-processes";
import { listProcesses } from "../../components/process/inspect-process";
import type { Progress } from "../../components/process/process-spec";
import { stopOptions } from "../../components/process/start-process";
import { stopProcess } from "../../components/process/stop-process";
import { loadStack } from "../load-stack";
import { type Step, StepList } from "../output/step-list";
import { removeState } from "../pulumi/stack-state";

/**
 * `strata down`: stops every process of the stack, last started first, and nothing else. Data stays, jobs go on from
 * their last checkpoint at the next `up`. `purge` also removes the stack's folder and its Pulumi state.
 */
export async function downCommand(stackName: string, purge: boolean): Promise<number> {
  const { settings } = loadStack(stackName);
  const { stackFolder } = settings;
  const steps = new StepList();
  const controller = new AbortController();
  const known = localProcesses(settings).toReversed();
  let stopped = 0;
  for (const local of known) {
    if (!listProcesses(stackFolder).some((running) => running.engine === local.engine)) continue;
    await steps.run(`stop ${local.title}`, async (step) => {
      await stopProcess(stackFolder, local.engine, progress(step, controller.signal), optionsOf(local.spec));
    });
    stopped++;
  }
  // Processes of an earlier version of the project.
  for (const { engine } of listProcesses(stackFolder)) {
    await steps.run(`stop ${engine}`, async (step) => {
      await stopProcess(stackFolder, engine, progress(step, controller.signal));
    });
    stopped++;
  }
  steps.line(stopped === 0 ? "nothing was running" : `${stopped} processes stopped`);
  if (!purge) return 0;
  const there = existsSync(stackFolder);
  rmSync(stackFolder, { recursive: true, force: true, maxRetries: 3 });
  removeState(stackName);
  steps.line(
    there
      ? `removed ${stackFolder} (data, logs, secrets) and the Pulumi state of ${stackName}`
      : `removed the Pulumi state of ${stackName}; there was no data`,
  );
  return 0;
}

/** What the process itself wants for its end; the defaults where it can't say (it is not built any more). */
function optionsOf(spec: () => Parameters<typeof stopOptions>[0]): ReturnType<typeof stopOptions> {
  try {
    return stopOptions(spec());
  } catch {
    return {};
  }
}

function progress(step: Step, signal: AbortSignal): Progress {
  const status = (message: string) => step.status(message);
  return { signal, status, info: status, warn: status };
}

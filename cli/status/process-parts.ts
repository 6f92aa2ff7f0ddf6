import { type LocalProcess, localProcesses } from "../../components/platform/local/local-processes";
import type { LocalSettings } from "../../components/platform/local/local-settings";
import { inspectProcess } from "../../components/process/inspect-process";
import { logFile } from "../../components/process/stack-folders";
import { ageText } from "../output/duration";
import { look, type Part } from "./part";
import { familyMemory, startedAt } from "./process-memory";

/** Every process of the stack: whether it runs and answers, since when, with how much memory. */
export async function processParts(settings: LocalSettings): Promise<readonly Part[]> {
  const parts = await Promise.all(
    localProcesses(settings).map((local) =>
      look("process", local.title, () => processPart(local, settings.stackFolder)),
    ),
  );
  return parts.flat();
}

async function processPart(local: LocalProcess, stackFolder: string): Promise<Part> {
  const { engine, title, wanted } = local;
  const part = { group: "process", name: title } as const;
  const running = inspectProcess(stackFolder, engine);
  if (running === undefined) {
    return wanted
      ? { ...part, state: "down", detail: "not running" }
      : { ...part, state: "off", detail: "switched off" };
  }
  const spec = local.spec();
  const ports = spec.ports.map(({ port }) => port).join(", ");
  const since = `up ${ageText(Date.now() - startedAt(running.startTicks))}`;
  const seen = { ...part, pid: running.pid, memory: familyMemory(running.pid) };
  try {
    await spec.ready();
    return { ...seen, state: "ok", detail: ports === "" ? since : `port ${ports}, ${since}` };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      ...seen,
      state: "down",
      detail: `runs but does not answer (${why}); log: ${logFile(stackFolder, engine)}`,
    };
  }
}

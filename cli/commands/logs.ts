import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { localProcesses } from "../../components/platform/local/local-processes";
import { logFile } from "../../components/process/stack-folders";
import { suggestion } from "../../jobs/compiler/diagnostic/nearest-name";
import { loadStack } from "../load-stack";
import { UserError } from "../user-error";

const POLL_MS = 300;

/** `strata logs <engine>`: the last lines of an engine's log; without an engine, where the logs are. */
export async function logsCommand(
  stackName: string,
  engine: string | undefined,
  lines: number,
  follow: boolean,
): Promise<number> {
  const { settings } = loadStack(stackName);
  const engines = localProcesses(settings).map((local) => local.engine);
  if (engine === undefined) {
    for (const one of engines)
      process.stdout.write(`${one.padEnd(12)}${logFile(settings.stackFolder, one)}\n`);
    return 0;
  }
  if (!engines.includes(engine)) {
    throw new UserError(`there is no engine "${engine}". ${suggestion(engine, engines)}`);
  }
  if (!Number.isInteger(lines) || lines < 0) throw new UserError("--lines must be a whole number");
  const file = logFile(settings.stackFolder, engine);
  if (!existsSync(file)) throw new UserError(`${engine} has no log yet (${file})`);
  const text = readFileSync(file, "utf8").trimEnd();
  if (lines > 0) process.stdout.write(`${text.split("\n").slice(-lines).join("\n")}\n`);
  if (follow) await followLog(file);
  return 0;
}

/** Prints what is added to a log until the user interrupts; a log that was begun anew is read from its start. */
async function followLog(file: string): Promise<void> {
  const buffer = Buffer.alloc(64 * 1024);
  let position = statSync(file).size;
  for (;;) {
    await sleep(POLL_MS);
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size < position) position = 0;
    if (size === position) continue;
    const descriptor = openSync(file, "r");
    try {
      const length = readSync(descriptor, buffer, 0, buffer.length, position);
      process.stdout.write(buffer.subarray(0, length));
      position += length;
    } finally {
      closeSync(descriptor);
    }
  }
}

import pc from "picocolors";
import { loadStack } from "../load-stack";
import { bytesText } from "../output/duration";
import type { Part, PartState } from "../status/part";
import { stackStatus } from "../status/stack-status";

const MARKS: Readonly<Record<PartState, string>> = {
  ok: pc.green("✓"),
  off: pc.dim("·"),
  down: pc.red("✗"),
  unknown: pc.yellow("?"),
};

/** `strata status`: how every part of the stack is. Exit code 0 when all is as it should be, else 1. */
export async function statusCommand(stackName: string, json: boolean): Promise<number> {
  const { settings } = loadStack(stackName);
  const parts = await stackStatus(settings);
  const well = parts.every((part) => part.state === "ok" || part.state === "off");
  const memory = parts.reduce((sum, part) => sum + (part.memory ?? 0), 0);
  const text = json
    ? JSON.stringify({ stack: stackName, ok: well, memoryBytes: memory, parts }, null, 2)
    : [...partLines(parts), "", `memory ${bytesText(memory)}`].join("\n");
  process.stdout.write(`${text}\n`);
  return well ? 0 : 1;
}

/** One aligned line a part. */
export function partLines(parts: readonly Part[]): readonly string[] {
  const width = Math.max(...parts.map((part) => part.name.length));
  return parts.map((part) => {
    const state = part.state === "unknown" ? "unknown: " : "";
    const own = part.pid === undefined ? "" : `, pid ${part.pid}, ${bytesText(part.memory ?? 0)}`;
    return `${MARKS[part.state]} ${part.name.padEnd(width)}  ${state}${part.detail}${own}`;
  });
}

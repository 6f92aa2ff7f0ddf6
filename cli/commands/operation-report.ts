import pc from "picocolors";
import { countsText, describeChange, type ResourceChange } from "../pulumi/describe-changes";
import { countText } from "../pulumi/resource-words";
import type { OperationResult } from "../pulumi/run-operation";

/** Up to this many changes of a kind are named one by one; more are counted by type. */
const NAMED = 12;

/** What an operation changes, in lines for people: deletions always one by one, the rest named or counted. */
export function changeLines(changes: readonly ResourceChange[]): readonly string[] {
  const deletions = changes.filter((change) => change.op.startsWith("delete"));
  const others = changes.filter((change) => !change.op.startsWith("delete"));
  const shown = others.length <= NAMED ? others.map(describeChange) : countedLines(others);
  return [...shown, ...deletions.map((change) => pc.red(describeChange(change)))];
}

/** `6 created, 40 unchanged`. */
export function countsNote({ changes, unchanged }: OperationResult): string {
  return countsText(changes, unchanged);
}

/** What failed, as one text; the interruption by a time-out first. */
export function failureText(what: string, result: OperationResult): string {
  const head = result.timedOut ? [`${what} took too long and was cancelled; run it again to go on`] : [];
  return [...head, ...result.errors].join("\n");
}

function countedLines(changes: readonly ResourceChange[]): readonly string[] {
  const groups = new Map<string, number>();
  for (const { op, type } of changes) {
    const key = `${op} ${type}`;
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  const byOp = new Map<string, string[]>();
  for (const [key, count] of groups) {
    const [op = "", type = ""] = key.split(" ");
    byOp.set(op, [...(byOp.get(op) ?? []), countText(type, count)]);
  }
  return [...byOp].map(([op, parts]) => `${op.startsWith("create") ? "+" : "~"} ${op}: ${parts.join(", ")}`);
}

import type { StepMetadata } from "./engine-events";
import { nameOfUrn } from "./engine-events";
import { isCounted, lossText, resourceText } from "./resource-words";

/** One planned or made change of a resource. */
export interface ResourceChange {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly properties: readonly string[];
  /** The real thing's own name (a topic, a table), or the resource's name. */
  readonly label: string;
}

const VERBS: Readonly<Record<string, string>> = {
  create: "+ create",
  "create-replacement": "+ create anew",
  update: "~ change",
  delete: "- delete",
  "delete-replaced": "- delete the former",
  import: "= adopt",
};

/** The change that a step of the engine makes, or undefined for one that changes nothing that people count. */
export function changeOf(step: StepMetadata): ResourceChange | undefined {
  if (!isCounted(step.type) || !(step.op in VERBS)) return undefined;
  const inputs = step.new?.inputs ?? step.old?.inputs ?? {};
  const detailed = Object.keys(step.detailedDiff ?? {});
  return {
    op: step.op,
    urn: step.urn,
    type: step.type,
    properties: [...new Set(detailed.length > 0 ? detailed : (step.diffs ?? []))].sort(),
    label: labelOf(inputs) ?? nameOfUrn(step.urn),
  };
}

/** A line a change: what happens to which thing, what differs, and what would be lost. */
export function describeChange(change: ResourceChange): string {
  const verb = VERBS[change.op] ?? change.op;
  const what = resourceText(change.type, change.label);
  if (change.op.startsWith("delete")) {
    const loss = lossText(change.type);
    return loss === undefined ? `${verb} ${what}` : `${verb} ${what}: it will be deleted ${loss}`;
  }
  const why =
    change.op === "update" && change.properties.length > 0 ? `: ${change.properties.join(", ")}` : "";
  return `${verb} ${what}${why}`;
}

/** `6 created, 1 changed, 2 deleted, 40 unchanged`, from the engine's counts of operations. */
export function countsText(changes: readonly ResourceChange[], unchanged: number): string {
  const count = (...ops: readonly string[]) => changes.filter((change) => ops.includes(change.op)).length;
  const parts = [
    [count("create", "import"), "created"],
    [count("update"), "changed"],
    [count("create-replacement"), "replaced"],
    [count("delete"), "deleted"],
    [unchanged, "unchanged"],
  ] as const;
  const shown = parts.filter(([number, word]) => number > 0 || word === "unchanged");
  return shown.map(([number, word]) => `${number} ${word}`).join(", ");
}

function labelOf(inputs: Readonly<Record<string, unknown>>): string | undefined {
  const { schema, name } = inputs;
  if (typeof name !== "string") return undefined;
  return typeof schema === "string" ? `${schema}.${name}` : name;
}

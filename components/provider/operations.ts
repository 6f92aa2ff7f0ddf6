import { compareProperties, topProperty } from "./compare";
import type { OperationContext } from "./operation-context";
import { type Properties, type PropertyValue, pathText, unknownPaths } from "./property-values";
import type { RegisteredHandler } from "./registry";
import type { Change, CheckFailure } from "./resource-handler";

/** The inputs after defaults, and what is wrong with them. */
export interface CheckOutcome {
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
}

/** Validates inputs; values that are not known yet are left for later. `olds`: the inputs in the state, if the resource exists. */
export async function check(
  handler: RegisteredHandler,
  olds: Properties | undefined,
  news: Properties,
  context: OperationContext,
): Promise<CheckOutcome> {
  const unknowns = unknownPaths(news);
  const parsed = handler.inputs.safeParse(news);
  const failures = (parsed.error?.issues ?? [])
    .filter((issue) => !unknowns.some((path) => isWithin(path, issue.path)))
    .flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => ({
            property: pathText([...issue.path, key]),
            reason: "is not a property of it",
          }))
        : [{ property: pathText(issue.path), reason: issue.message }],
    );
  if (failures.length > 0 || !parsed.success) {
    return { inputs: news, failures };
  }
  if (unknowns.length > 0 || handler.checkChange === undefined) {
    return { inputs: plain(parsed.data), failures };
  }
  const known = olds === undefined ? undefined : handler.inputs.safeParse(olds);
  // Old inputs of an earlier version that no longer parse are passed as they are.
  const before = known === undefined ? undefined : known.success ? known.data : olds;
  return { inputs: plain(parsed.data), failures: await handler.checkChange(before, parsed.data, context) };
}

/** What changes, property by property. */
export interface DiffOutcome {
  readonly changes: readonly (Change & { readonly inputDiff: boolean })[];
  /** Properties that make the resource be replaced. */
  readonly replaces: readonly string[];
}

/** The state a resource is in, as Pulumi remembers it. */
export interface OldState {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** Compares old and new inputs, then asks the handler whether the real thing is still as the state says. */
export async function diff(
  handler: RegisteredHandler,
  state: OldState,
  news: Properties,
  ignored: readonly string[],
  context: OperationContext,
): Promise<DiffOutcome> {
  const replaceOn = handler.replaceOn ?? [];
  const byInputs = compareProperties(state.inputs, news).map((change) => ({
    ...change,
    replace: replaceOn.includes(topProperty(change.property)),
    inputDiff: true,
  }));
  const known = unknownPaths(news).length === 0;
  const probed = known ? ((await handler.probe?.(state.id, state.outputs, news, context)) ?? []) : [];
  const seen = new Set(byInputs.map((change) => change.property));
  const changes = [
    ...byInputs,
    ...probed
      .filter(({ property }) => !seen.has(property))
      .map((change) => ({ ...change, inputDiff: false })),
  ].filter(({ property }) => !ignored.includes(property) && !ignored.includes(topProperty(property)));
  const replaces = changes
    .filter(({ replace }) => replace === true)
    .map(({ property }) => topProperty(property));
  return { changes, replaces: [...new Set(replaces)] };
}

/** What is known in a preview of the outputs after an update: the old ones, where the inputs did not take a property away. */
export function previewUpdate(state: OldState, news: Properties): Properties {
  const kept = Object.entries(state.outputs).filter(([key]) => !(key in state.inputs) || key in news);
  return { ...Object.fromEntries(kept), ...news };
}

/** The handler's inputs of checked properties. Throws when they are not valid, which only unknown values can cause. */
export function parseInputs(handler: RegisteredHandler, properties: Properties): object {
  const parsed = handler.inputs.safeParse(properties);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => `${pathText(issue.path)}: ${issue.message}`);
    throw new Error(`inputs of ${handler.type} are not valid: ${reasons.join("; ")}`);
  }
  return parsed.data;
}

function isWithin(unknown: readonly (string | number)[], issue: readonly PropertyKey[]): boolean {
  const shared = Math.min(unknown.length, issue.length);
  return unknown.slice(0, shared).every((part, index) => part === issue[index]);
}

function plain(data: object): Properties {
  return JSON.parse(JSON.stringify(data)) as Record<string, PropertyValue>;
}

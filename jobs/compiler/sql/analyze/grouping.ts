import { childrenOf } from "../ast/children";
import type { Call, Expression } from "../ast/expression";
import { nameText } from "../ast/name";
import type { GroupItem } from "../ast/query";
import { isAggregate } from "./call";
import { Findings } from "./findings";
import { resolveName, type Scope } from "./scope";

/** The group keys of a SELECT. */
export interface Grouping {
  /** All expressions in GROUP BY. */
  readonly expressions: readonly Expression[];
  /** What each means, to compare others with. */
  readonly keys: ReadonlySet<string>;
  /** Keys that may be null because a grouping set leaves them out. */
  readonly optional: ReadonlySet<string>;
}

/** Reads GROUP BY; names that can't be resolved are said elsewhere. */
export function groupingOf(items: readonly GroupItem[], scope: Scope): Grouping {
  const expressions: Expression[] = [];
  const optional = new Set<string>();
  for (const item of items) {
    const all = flatten(item);
    expressions.push(...all);
    if (item.kind !== "sets") continue;
    const sets =
      item.of === "GROUPING SETS"
        ? item.items.map((set) => new Set(flatten(set).map((e) => meaningOf(e, scope))))
        : [];
    for (const key of all.map((e) => meaningOf(e, scope)))
      if (sets.length === 0 || sets.some((set) => !set.has(key))) optional.add(key);
  }
  return { expressions, keys: new Set(expressions.map((e) => meaningOf(e, scope))), optional };
}

function flatten(item: GroupItem): readonly Expression[] {
  return item.kind === "value" ? [item.value] : item.items.flatMap(flatten);
}

/** Text that is the same for two expressions which mean the same in a scope. */
export function meaningOf(node: Expression, scope: Scope): string {
  if (node.kind === "name")
    return `name:${resolveName(node.name, scope, new Findings()).key ?? nameText(node.name)}`;
  return `${node.kind}:${detail(node)}(${childrenOf(node)
    .map((child) => meaningOf(child, scope))
    .join(",")})`;
}

function detail(node: Expression): string {
  switch (node.kind) {
    case "literal":
      return `${node.type.kind}'${node.value}'${node.type.kind === "INTERVAL" ? node.offset : ""}`;
    case "call":
      return `${node.name.text.toUpperCase()} ${node.unit} ${node.distinct}`;
    case "unary":
    case "binary":
    case "like":
      return node.operator;
    case "is":
      return `${node.test} ${node.negated}`;
    case "cast":
      return JSON.stringify(node.to);
    case "field":
      return node.field.text;
    case "case":
      return `${node.operand !== null} ${node.otherwise !== null}`;
    case "exists":
    case "scalar-query":
    case "quantified":
    case "in":
      return `${node.offset}`;
    default:
      return "";
  }
}

/** Whether an expression aggregates the rows of a group. */
export function containsAggregate(node: Expression): boolean {
  return (node.kind === "call" && isAggregate(node)) || childrenOf(node).some(containsAggregate);
}

/** Says which columns are neither grouped nor aggregated, as Flink does. */
export function requireGrouped(node: Expression, grouping: Grouping, scope: Scope, findings: Findings): void {
  if (grouping.keys.size > 0 && grouping.keys.has(meaningOf(node, scope))) return;
  if (node.kind === "name") {
    if (resolveName(node.name, scope, new Findings()).key === null) return;
    const text = nameText(node.name);
    const message = `Column "${text}" is neither in GROUP BY nor inside an aggregate.`;
    findings.add("sql/not-grouped", message, `Add it to GROUP BY, or aggregate it, e.g. MAX(${text}).`, node);
    return;
  }
  if (node.kind === "star") {
    findings.add(
      "sql/not-grouped",
      "* can't stand beside GROUP BY or an aggregate.",
      "Name the columns.",
      node,
    );
    return;
  }
  if (node.kind === "call" && (isAggregate(node) || isGroupWindow(node))) return;
  for (const child of childrenOf(node)) requireGrouped(child, grouping, scope, findings);
}

function isGroupWindow(node: Call): boolean {
  return /^(TUMBLE|HOP|SESSION)_(START|END|ROWTIME|PROCTIME)$/i.test(node.name.text);
}

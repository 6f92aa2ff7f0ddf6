import type { ApiNode } from "../plan/api-node";
import { canonicalJson } from "../plan/canonical-json";
import type { Plan } from "../plan/plan";
import type { SurfaceChange } from "./change-report";

type Named = { readonly id: string; readonly name: string; readonly hash: string };

/** What changes for those who call APIs, and at the sources. */
export function compareSurface(old: Plan, now: Plan): readonly SurfaceChange[] {
  return [
    ...pairs("api", old.apis, now.apis, compareApi),
    ...pairs("source", old.sources, now.sources, (a, b) => {
      if (a.database !== b.database || a.engine !== b.engine)
        return [{ kind: "breaking", why: `it is database ${b.database} instead of ${a.database}` }];
      return compareCaptured(a.tables, b.tables);
    }),
    ...pairs("consumer", old.consumers, now.consumers, () => []),
  ];
}

type Finding = Pick<SurfaceChange, "kind" | "why">;

function pairs<T extends Named>(
  word: string,
  old: readonly T[],
  now: readonly T[],
  compare: (old: T, now: T) => readonly Finding[],
): readonly SurfaceChange[] {
  const before = new Map(old.map((node) => [node.id, node]));
  const after = new Set(now.map((node) => node.id));
  return [
    ...old
      .filter((node) => !after.has(node.id))
      .map(({ name }) => ({ subject: `${word} ${name}`, kind: "breaking", why: "it goes" }) as const),
    ...now.flatMap((node): readonly SurfaceChange[] => {
      const subject = `${word} ${node.name}`;
      const former = before.get(node.id);
      if (former === undefined) return [{ subject, kind: "added", why: "it is new" }];
      if (former.hash === node.hash) return [];
      const found = compare(former, node);
      const worst =
        (["breaking", "compatible", "added"] as const).find((kind) =>
          found.some((one) => one.kind === kind),
        ) ?? "metadata";
      const why = found.map((one) => one.why).join("; ") || "what is said about it";
      return [{ subject, kind: worst, why }];
    }),
  ].sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

function compareApi(old: ApiNode, now: ApiNode): readonly Finding[] {
  const found: Finding[] = [];
  const breaking = (why: string) => found.push({ kind: "breaking", why });
  const compatible = (why: string) => found.push({ kind: "compatible", why });
  const fields = new Map(now.fields.map((field) => [field.name, field]));
  for (const field of old.fields) {
    const next = fields.get(field.name);
    if (next === undefined) breaking(`field ${field.name} goes`);
    else if (next.type !== field.type)
      breaking(`field ${field.name} becomes ${next.type} instead of ${field.type}`);
    else if (next.nullable !== field.nullable)
      (next.nullable ? breaking : compatible)(
        `field ${field.name} ${next.nullable ? "may" : "can't"} be null`,
      );
  }
  for (const field of now.fields)
    if (!old.fields.some((one) => one.name === field.name)) compatible(`field ${field.name} is new`);
  for (const filter of old.filters) {
    const next = now.filters.find((one) => one.field === filter.field);
    const lost = filter.operators.filter((operator) => next?.operators.includes(operator) !== true);
    if (next === undefined) breaking(`filter ${filter.field} goes`);
    else if (lost.length > 0) breaking(`filter ${filter.field} no longer takes ${lost.join(", ")}`);
  }
  for (const filter of now.filters) {
    const former = old.filters.find((one) => one.field === filter.field);
    if (filter.required && former?.required !== true) breaking(`filter ${filter.field} must be given`);
    else if (former === undefined) compatible(`filter ${filter.field} is new`);
    else if (former.required && !filter.required) compatible(`filter ${filter.field} need not be given`);
  }
  if (now.limit.max < old.limit.max)
    breaking(`at most ${now.limit.max} rows an answer instead of ${old.limit.max}`);
  if (now.ratePerMinute < old.ratePerMinute)
    breaking(`${now.ratePerMinute} calls a minute instead of ${old.ratePerMinute}`);
  for (const grant of old.grants) {
    const next = now.grants.find((one) => one.consumer === grant.consumer);
    if (next === undefined) breaking(`${grant.consumer} may no longer call it`);
    else if (canonicalJson(next) !== canonicalJson(grant)) breaking(`${grant.consumer} is granted otherwise`);
  }
  for (const grant of now.grants)
    if (!old.grants.some((one) => one.consumer === grant.consumer))
      compatible(`${grant.consumer} may call it`);
  if (canonicalJson(old.order) !== canonicalJson(now.order)) breaking("rows come in another order");
  for (const [what, a, b] of [
    ["rows an answer", old.limit.default, now.limit.default],
    ["milliseconds an answer may take", old.timeoutMs, now.timeoutMs],
  ] as const)
    if (a !== b) compatible(`${b} ${what} instead of ${a}`);
  if (now.limit.max > old.limit.max) compatible(`up to ${now.limit.max} rows an answer`);
  if (now.ratePerMinute > old.ratePerMinute) compatible(`${now.ratePerMinute} calls a minute`);
  return found;
}

function compareCaptured(
  old: Plan["sources"][number]["tables"],
  now: Plan["sources"][number]["tables"],
): readonly Finding[] {
  const names = (tables: typeof old) => tables.map((table) => table.name);
  return [
    ...old
      .filter((table) => !names(now).includes(table.name))
      .map((table) => ({ kind: "breaking", why: `table ${table.name} is no longer captured` }) as const),
    ...now.flatMap((table): readonly Finding[] => {
      const former = old.find((one) => one.name === table.name);
      if (former === undefined) return [{ kind: "added", why: `table ${table.name} is captured as well` }];
      return canonicalJson(former) === canonicalJson(table)
        ? []
        : [{ kind: "compatible", why: `table ${table.name} is declared otherwise` }];
    }),
  ];
}

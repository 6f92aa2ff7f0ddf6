import type { Plan } from "../plan/plan";
import type { TableNode } from "../plan/table-node";
import type { TopicNode } from "../plan/topic-node";
import { CHANGE_CLASSES, type ChangeClass, worstClass } from "./change-class";
import type { ChangeReason, ChangeReport, Resume, TableChange } from "./change-report";
import { changedColumns } from "./changed-columns";
import { classifyJobs, type JobVerdict } from "./classify-jobs";
import type { JobDifference } from "./compare-job";
import { compareSurface } from "./compare-surface";
import { compareTables } from "./compare-table";
import { compareTopics, movedTopics } from "./compare-topics";
import { deepFreeze } from "./deep-freeze";
import { NO_REACH, reachOf } from "./reach";

/**
 * Says what lies between the Plan that is deployed and a new one, before anything is done. Pure; where two classes could
 * be meant, the more dangerous one is given. A rename is never guessed: the former name goes, the new one is new.
 */
export function classify(old: Plan, now: Plan): ChangeReport {
  const before = new Map(old.tables.map((table) => [table.id, table]));
  const after = new Map(now.tables.map((table) => [table.id, table]));
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort();
  const moved = movedTopics(old, now);
  const own = new Map(ids.map((id) => [id, ownReasons(before.get(id), after.get(id), moved, [old, now])]));
  const rebuilt = new Map(
    ids.flatMap((id) => {
      const why = own.get(id)?.find((one) => one.rebuilds === true);
      return why === undefined ? [] : [[id, `${id} is written anew, because ${why.text}`] as const];
    }),
  );
  const jobs = classifyJobs(old, now, moved, rebuilt);
  const tables = ids.map((id) =>
    changeOf(id, before.get(id), after.get(id), own.get(id) ?? [], jobs, [old, now]),
  );
  return deepFreeze({
    version: 1 as const,
    from: old.hash,
    to: now.hash,
    class: worstClass(tables.map((table) => table.class)),
    tables,
    jobs: [...jobs.values()].map(({ job, resume, why }) => ({ job, resume, why })),
    surface: compareSurface(old, now),
    mustName: mustName(tables, before, jobs),
  });
}

function ownReasons(
  old: TableNode | undefined,
  now: TableNode | undefined,
  moved: readonly TopicNode[],
  [oldPlan, nowPlan]: readonly [Plan, Plan],
): readonly ChangeReason[] {
  if (now === undefined) {
    if (old === undefined) return [];
    const kept = ["topic", ...old.stores.map((system) => `table in ${system}`)];
    const gone = `${kept.join(" and ")} ${kept.length === 1 ? "is" : "are"} deleted with all rows`;
    const twin = nowPlan.tables.find(
      (table) => table.schema === old.schema && !oldPlan.tables.some((one) => one.id === table.id),
    );
    const renamed =
      twin === undefined
        ? ""
        : ` (a rename is not guessed: ${twin.id} has the same columns and fills itself)`;
    return old.lifecycle === "external"
      ? [{ class: "metadata", text: `it goes; what is kept of it stays, being external${renamed}` }]
      : [{ class: "destructive", text: `it goes, and its ${gone}${renamed}` }];
  }
  if (old === undefined) return [{ class: "additive", text: "it is new" }];
  const declared = old.hash === now.hash ? [] : compareTables(old, now);
  return [...declared, ...compareTopics(now, moved, oldPlan, nowPlan)];
}

function changeOf(
  id: string,
  old: TableNode | undefined,
  now: TableNode | undefined,
  own: readonly ChangeReason[],
  jobs: ReadonlyMap<string, JobVerdict>,
  plans: readonly Plan[],
): TableChange {
  const name = now?.job ?? old?.job ?? "";
  const verdict = jobs.get(name);
  const resume: Resume =
    now === undefined
      ? { kind: "stops", job: name, topics: [] }
      : (verdict?.resume ?? { kind: "nothing-to-do", job: name, topics: [] });
  const differences =
    now === undefined ? [] : (verdict?.differences ?? []).filter((one) => isAt(one, now, plans));
  const inherited = now === undefined || verdict === undefined ? [] : fromJob(id, verdict, differences);
  const reasons = [...own, ...inherited].sort(
    (a, b) => CHANGE_CLASSES.indexOf(b.class) - CHANGE_CLASSES.indexOf(a.class),
  );
  const worst = worstClass(reasons.map((one) => one.class));
  const carried = own.length === 0 && differences.length === 0 && reasons.length > 0;
  const values = !carried && !["no-change", "metadata", "state-compatible"].includes(worst);
  return {
    table: id,
    class: worst,
    why: sentence(reasons.filter((one) => one.class === worst).map((one) => one.text)),
    reasons,
    carried,
    reaches: values ? reachOf(id, touchedColumns(old, now, reasons), plans) : NO_REACH,
    resume:
      worst === "no-change" || worst === "metadata"
        ? { kind: "nothing-to-do", job: name, topics: [] }
        : resume,
    backfill: backfill(worst, resume, carried, now),
  };
}

/** Whether a difference of a job lies at a table: at itself, or at a table of another job that it reads. */
function isAt(difference: JobDifference, table: TableNode, plans: readonly Plan[]): boolean {
  if (difference.table === null || difference.table === table.id) return true;
  const other = plans.flatMap((plan) => plan.tables).find((one) => one.id === difference.table);
  return other !== undefined && other.job !== table.job && table.reads.includes(difference.table);
}

/** What a table's job makes of it; a job that starts anew takes all of its tables along. */
function fromJob(
  id: string,
  verdict: JobVerdict,
  differences: readonly JobDifference[],
): readonly ChangeReason[] {
  const reasons = differences.map(({ state, text }): ChangeReason => {
    return { class: state === "carries" ? "state-compatible" : "state-breaking", text };
  });
  if (verdict.resume.kind !== "fresh-start" || differences.some((one) => one.state !== "carries"))
    return reasons;
  const losing = verdict.differences.filter((one) => one.state !== "carries").map((one) => one.table);
  const others = [...new Set(losing)].filter((table) => table !== id).join(", ");
  const text = `it shares job ${verdict.job}, and a job takes over all of its state or none: ${others} can't`;
  return [...reasons, { class: "state-breaking", text }];
}

/** The columns whose values may differ, or null when the rows may. */
function touchedColumns(
  old: TableNode | undefined,
  now: TableNode | undefined,
  reasons: readonly ChangeReason[],
): readonly string[] | null {
  if (old === undefined || now === undefined) return null;
  const whole = reasons.some((one) => one.class === "destructive" && one.column === undefined);
  const sameSource = old.source?.source === now.source?.source && old.source?.table === now.source?.table;
  if (whole || !sameSource || old.key.join("\n") !== now.key.join("\n")) return null;
  if (old.sql !== null && now.sql !== null) return changedColumns(old, now);
  return reasons.flatMap((one) => (one.class === "metadata" ? [] : (one.column ?? [])));
}

function backfill(worst: ChangeClass, resume: Resume, carried: boolean, now: TableNode | undefined): string {
  if (now === undefined) return "";
  if (resume.kind === "new-job" && worst !== "metadata") return "All rows.";
  if (resume.kind !== "fresh-start" || worst === "no-change" || worst === "metadata") return "";
  if (carried) return "All rows; they come out as they are.";
  return "All rows; they overwrite by key, and rows of keys that no longer come out stay.";
}

function mustName(
  tables: readonly TableChange[],
  before: ReadonlyMap<string, TableNode>,
  jobs: ReadonlyMap<string, JobVerdict>,
): readonly string[] {
  // What is managed is deleted with its declaration; made anew it is only by name.
  const lost = tables.filter(
    (one) =>
      one.class === "destructive" &&
      (before.get(one.table)?.lifecycle !== "managed" || one.reasons.some((reason) => reason.rebuilds)),
  );
  const anew = [...jobs.values()].filter((one) => one.resume.kind === "fresh-start");
  return [...lost.map((one) => one.table), ...anew.map((one) => `job-${one.job}`)].sort();
}

function sentence(texts: readonly string[]): string {
  const text = texts.join("; ");
  // An id of a table keeps its small first letter.
  return text === ""
    ? ""
    : `${text.replace(/^(it|its|the|column|topic|state|job|other|records)\b/, (word) => word.charAt(0).toUpperCase() + word.slice(1))}.`;
}

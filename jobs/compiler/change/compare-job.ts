import { canonicalJson } from "../plan/canonical-json";
import type { TypedColumn } from "../plan/column";
import type { JobNode, JobRead, JobView, JobWrite } from "../plan/job-node";
import { sameQuery } from "./same-query";

/** Something that a job's next version does otherwise, at one of its tables. */
export interface JobDifference {
  /** Null: all of them. */
  readonly table: string | null;
  /**
   * Whether the running version's state serves the next one: `carries`: it does, and all rows stay right. `refused`:
   * Flink can't map it. `incomplete`: Flink takes it, but rows that were computed before would be missing or stale.
   */
  readonly state: "carries" | "refused" | "incomplete";
  /** A sentence without its full stop. */
  readonly text: string;
}

/**
 * What differs between two versions of a job, as Flink will see it. An operator finds its state by the hash of what it
 * and all before it do, and a restore takes all state or none; so what is not known to leave the operators as they are
 * counts as `refused`.
 */
export function compareJobs(old: JobNode, now: JobNode): readonly JobDifference[] {
  return [
    ...compareSettings(old, now),
    ...compareReads(old, now),
    ...compareViews(old, now),
    ...compareWrites(old, now),
  ];
}

function compareSettings(old: JobNode, now: JobNode): readonly JobDifference[] {
  const table = null;
  const differences: JobDifference[] = [];
  if (old.parallelism !== now.parallelism)
    differences.push({ table, state: "carries", text: `job ${now.name} gets another parallelism` });
  if (old.maxParallelism !== now.maxParallelism)
    differences.push({
      table,
      state: "refused",
      text: `job ${now.name} gets another number of key groups, which is fixed for the life of its state`,
    });
  if (old.stateTtlMs !== now.stateTtlMs) {
    const bounded = old.stateTtlMs !== 0 && now.stateTtlMs !== 0;
    differences.push({
      table,
      state: bounded ? "carries" : "refused",
      text: bounded
        ? `state of job ${now.name} is kept for ${days(now.stateTtlMs)} instead of ${days(old.stateTtlMs)}`
        : `state of job ${now.name} is ${now.stateTtlMs === 0 ? "no longer" : "now"} limited in time, which its stored form does not allow`,
    });
  }
  // What is not looked at here is not known to leave the state alone.
  if (canonicalJson({ ...old, ...looked(now) }) !== canonicalJson(now))
    differences.push(refused(table, `job ${now.name} is declared otherwise`));
  return differences;
}

/** The parts of a job that this comparison knows, and those that follow from others. */
function looked(job: JobNode): Partial<JobNode> {
  const { hash, deepHash, parallelism, maxParallelism, stateTtlMs, reads, views, writes } = job;
  return { hash, deepHash, parallelism, maxParallelism, stateTtlMs, reads, views, writes };
}

function compareReads(old: JobNode, now: JobNode): readonly JobDifference[] {
  const before = new Map(old.reads.map((read) => [read.table, read]));
  const after = new Map(now.reads.map((read) => [read.table, read]));
  const gone = old.reads.filter((read) => !after.has(read.table));
  return [
    ...gone.map((read) =>
      refused(
        read.table,
        `job ${now.name} no longer reads topic ${read.topic}, whose position is in its state`,
      ),
    ),
    ...now.reads.flatMap((read) => {
      const former = before.get(read.table);
      // A topic that was not read before is read from its beginning, beside the others.
      return former === undefined ? [] : compareRead(former, read, now);
    }),
  ];
}

function compareRead(old: JobRead, now: JobRead, job: JobNode): readonly JobDifference[] {
  const { table } = now;
  if (old.topic !== now.topic || old.recordTable !== now.recordTable || old.encoding !== now.encoding)
    return [refused(table, `${table} is read from topic ${now.topic} instead of ${old.topic}`)];
  if (old.key.join("\n") !== now.key.join("\n"))
    return [
      refused(table, `the key of ${table} is (${now.key.join(", ")}) instead of (${old.key.join(", ")})`),
    ];
  if (sameColumns(old.columns, now.columns)) {
    return sameNullability(old.columns, now.columns)
      ? []
      : [{ table, state: "carries", text: `other columns of ${table} may be null` }];
  }
  // Even a column that no SELECT uses: a source is planned with all of its columns, for the dead letters read it too.
  return [refused(table, `the source of ${table} in job ${job.name} has other columns, used or not`)];
}

function compareViews(old: JobNode, now: JobNode): readonly JobDifference[] {
  const before = new Map(old.views.map((view) => [view.table, view]));
  const after = new Set(now.views.map((view) => view.table));
  const newReads = now.reads.filter((read) => !old.reads.some((one) => one.table === read.table));
  const fresh = new Set(newReads.map((read) => read.table));
  const differences = old.views
    .filter((view) => !after.has(view.table))
    .map((view) => refused(view.table, `the state of ${view.table} in job ${now.name} has no taker`));
  for (const view of now.views) {
    const former = before.get(view.table);
    if (former !== undefined) {
      differences.push(...compareView(former, view));
      continue;
    }
    // What reads only topics that were not read before sees all of their records.
    const inputs = [...now.reads, ...now.views].filter((one) => one !== view && mentions(view, one.table));
    if (inputs.length > 0 && inputs.every((one) => fresh.has(one.table))) fresh.add(view.table);
    else
      differences.push({
        table: view.table,
        state: "incomplete",
        text: `${view.table} joins the running job ${now.name}, whose state would not be shown to it again (without \`job: ${now.name}\` it gets a job of its own, and nothing else is touched)`,
      });
  }
  return differences;
}

function compareView(old: JobView, now: JobView): readonly JobDifference[] {
  const { table } = now;
  const differences: JobDifference[] = [];
  if (!sameColumns(old.columns, now.columns))
    differences.push(refused(table, `the columns of ${table} are part of its operators`));
  else if (!sameNullability(old.columns, now.columns))
    differences.push({ table, state: "carries", text: `other columns of ${table} may be null` });
  if (!sameQuery(old.sql, now.sql))
    differences.push(
      refused(table, `the SELECT of ${table} computes something else, and its operators lose their state`),
    );
  else if (old.sql !== now.sql)
    differences.push({ table, state: "carries", text: `the SELECT of ${table} is only written otherwise` });
  if (differences.every((one) => one.state === "carries") && old.casts.join() !== now.casts.join())
    differences.push(refused(table, `columns of ${table} are cast otherwise`));
  return differences;
}

function compareWrites(old: JobNode, now: JobNode): readonly JobDifference[] {
  const id = (write: JobWrite) => `${write.table} ${write.target}`;
  const before = new Map(old.writes.map((write) => [id(write), write]));
  const after = new Set(now.writes.map(id));
  const known = new Set(old.writes.map((write) => write.table));
  const kept = new Set(now.writes.map((write) => write.table));
  return [
    ...now.writes.flatMap((write): readonly JobDifference[] => {
      const { table, system } = write;
      const former = before.get(id(write));
      if (former !== undefined)
        return former.timeColumn === write.timeColumn
          ? []
          : [{ table, state: "carries", text: `records of ${table} carry another column as their time` }];
      if (!known.has(table)) return [];
      return [
        {
          table,
          state: "incomplete",
          text: `${system} gets ${table}, and rows that were written before would be missing there`,
        },
      ];
    }),
    ...old.writes
      .filter((write) => kept.has(write.table) && !after.has(id(write)))
      .map(({ table, system }): JobDifference => {
        return refused(
          table,
          `job ${now.name} no longer writes ${table} to ${system}, and is planned otherwise with fewer sinks`,
        );
      }),
  ];
}

function refused(table: string | null, text: string): JobDifference {
  return { table, state: "refused", text };
}

/** Whether a SELECT names a table; a name in a literal counts too, which errs to the safe side. */
function mentions(view: JobView, table: string): boolean {
  const [layer = "", name = ""] = table.split(".");
  return new RegExp(`\\b${layer}\`?\\s*\\.\\s*\`?${name}\\b`).test(view.sql);
}

function sameColumns(a: readonly TypedColumn[], b: readonly TypedColumn[]): boolean {
  const text = (columns: readonly TypedColumn[]) =>
    columns.map(({ name, type }) => `${name} ${type}`).join("\n");
  return text(a) === text(b);
}

function sameNullability(a: readonly TypedColumn[], b: readonly TypedColumn[]): boolean {
  return a.every((column, i) => column.nullable === b[i]?.nullable);
}

function days(milliseconds: number): string {
  return `${Number((milliseconds / 86_400_000).toFixed(2))} days`;
}

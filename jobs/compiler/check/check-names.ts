import { type Diagnostic, errorAt, warningAt } from "../diagnostic/diagnostic";
import type { Place } from "../diagnostic/place";
import type { Model } from "../model/model";
import { keyPlace, valuePlace } from "../model/places";
import type { TableModel } from "../model/table-model";
import { changeTopic, deadLetterTopic, tableTopic } from "../plan/topic-names";

/** Kafka treats `.` and `_` in topic names as the same: two topics that differ only there can't both exist. */
export function checkTopicNames(model: Model): readonly Diagnostic[] {
  const topics: readonly { readonly topic: string; readonly place: () => Place }[] = [
    ...[...model.sources.values()].flatMap((source) =>
      source.tables.map((table) => ({
        topic: changeTopic(source.name, table.name),
        place: () => keyPlace(source.places, ["tables", table.name]),
      })),
    ),
    ...[...model.tables.values()].flatMap((table) => {
      const place = (): Place => ({ file: table.places.file, line: 1, column: 1, length: 1 });
      return [
        { topic: tableTopic(table.id), place },
        { topic: deadLetterTopic(table.id), place },
      ];
    }),
  ];
  const seen = new Map<string, string>();
  return [...topics]
    .sort((a, b) => (a.topic < b.topic ? -1 : 1))
    .flatMap(({ topic, place }) => {
      const plain = topic.replaceAll(".", "_");
      const other = seen.get(plain);
      seen.set(plain, topic);
      if (other === undefined) return [];
      const message = `Kafka can't tell the topics "${other}" and "${topic}" apart.`;
      return [errorAt(place(), "topic/name", message, "Rename one of the two.")];
    });
}

/** A job has one state time-to-live, the longest of its tables: a shorter one that is declared has no effect. */
export function checkStateTtl(model: Model): readonly Diagnostic[] {
  const tables = [...model.tables.values()];
  const longest = longestStates(tables);
  return tables.flatMap((table) => {
    if (table.stateTtlMs === null || table.stateTtlMs === 0) return [];
    const ttl = table.stateTtlMs;
    const { forEver, ordered } = longest.get(table.job) ?? { forEver: undefined, ordered: [] };
    const longer = forEver ?? ordered.find((other) => (other.stateTtlMs ?? 0) > ttl);
    if (longer === undefined) return [];
    const keeps = (longer.stateTtlMs ?? 0) === 0 ? "for ever" : "longer";
    const message = `Has no effect: job "${table.job}" keeps its state as long as ${longer.id} needs it, ${keeps}.`;
    const hint = "Give the same ttl to every table of the job, or give this table a job of its own.";
    return [warningAt(valuePlace(table.places, ["state", "ttl"]), "state/no-effect", message, hint)];
  });
}

/** By job: the first table that keeps its state for ever, and those whose time is longer than of all before them. */
function longestStates(
  tables: readonly TableModel[],
): ReadonlyMap<
  string,
  { readonly forEver: TableModel | undefined; readonly ordered: readonly TableModel[] }
> {
  const jobs = new Map<string, { forEver: TableModel | undefined; ordered: TableModel[] }>();
  for (const table of tables) {
    const job = jobs.get(table.job) ?? { forEver: undefined, ordered: [] };
    jobs.set(table.job, job);
    const ttl = table.stateTtlMs ?? 0;
    if (ttl === 0) job.forEver ??= table;
    else if (ttl > (job.ordered.at(-1)?.stateTtlMs ?? 0)) job.ordered.push(table);
  }
  return jobs;
}

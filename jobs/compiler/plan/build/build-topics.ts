import type { CheckedModel } from "../../check/checked-model";
import { canonicalHash } from "../canonical-json";
import type { JobNode } from "../job-node";
import type { Lifecycle } from "../lifecycle";
import type { SourceNode } from "../source-node";
import type { TableNode } from "../table-node";
import { changeTopic, deadLetterTopic, tableTopic } from "../topic-names";
import type { TopicNode } from "../topic-node";
import { byId, hashNode } from "./hash-node";

/** All records are kept, so that a table added later can fill itself from the start. */
const KEEP_ALL = { "cleanup.policy": "delete", "retention.ms": "-1" };

/** The topics: changes of captured tables, rows of layer tables, and dead letters of every table that a job reads. */
export function buildTopics(
  model: CheckedModel,
  sources: readonly SourceNode[],
  tables: readonly TableNode[],
  jobs: readonly JobNode[],
): readonly TopicNode[] {
  const capturing = gather(
    tables.flatMap((table) =>
      table.source === null ? [] : [[`${table.source.source}.${table.source.table}`, table] as const],
    ),
  );
  const changes = sources.flatMap((source) =>
    source.tables.map((captured) => {
      const of = `${source.name}.${captured.name}`;
      const readers = capturing.get(of) ?? [];
      const partitions =
        model.sources
          .find((one) => one.name === source.name)
          ?.tables.find((one) => one.name === captured.name)?.partitions ?? 2;
      const lifecycle = strictest(readers.map((reader) => reader.lifecycle));
      const name = changeTopic(source.name, captured.name);
      return topic(name, "changes", of, partitions, lifecycle, canonicalHash(captured));
    }),
  );
  const partitionsOf = new Map(model.tables.map((one) => [one.model.id, one.model.partitions]));
  const readersOf = indexReaders(tables, jobs);
  const rows = tables.flatMap((table) => {
    const partitions = partitionsOf.get(table.id) ?? 2;
    const own = topic(tableTopic(table.id), "table", table.id, partitions, table.lifecycle, table.deepHash);
    const readers = readersOf(table);
    if (readers.length === 0) return [own];
    // Dead letters belong to those who read: they go when the last reader goes, as its other parts do.
    const lifecycle = strictest(readers.map((reader) => reader.lifecycle));
    return [own, topic(deadLetterTopic(table.id), "dead-letter", table.id, 1, lifecycle, table.deepHash)];
  });
  return byId([...changes, ...rows]);
}

function topic(
  name: string,
  purpose: TopicNode["purpose"],
  of: string,
  partitions: number,
  lifecycle: Lifecycle,
  upstream: string,
): TopicNode {
  const node = { id: `topic:${name}`, name, purpose, of, partitions, configs: KEEP_ALL, lifecycle };
  return hashNode(node, [upstream]);
}

/** Finds the tables for whose sake a job reads the topic of a table: a captured table itself, and readers in other jobs. */
function indexReaders(
  tables: readonly TableNode[],
  jobs: readonly JobNode[],
): (table: TableNode) => readonly TableNode[] {
  const jobsOf = gather(jobs.flatMap((job) => job.reads.map((read) => [read.table, job.name] as const)));
  const readers = gather(
    tables.flatMap((one) => [...new Set([one.id, ...one.reads])].map((id) => [id, one] as const)),
  );
  return ({ id }) => {
    const reading = jobsOf.get(id) ?? [];
    return reading.length === 0 ? [] : (readers.get(id) ?? []).filter((one) => reading.includes(one.job));
  };
}

function gather<T>(pairs: readonly (readonly [string, T])[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const [id, one] of pairs) {
    const list = found.get(id);
    if (list === undefined) found.set(id, [one]);
    else list.push(one);
  }
  return found;
}

/** What several tables share is kept as carefully as the one that needs it most. */
function strictest(lifecycles: readonly Lifecycle[]): Lifecycle {
  return (
    (["protected", "managed", "external"] as const).find((one) => lifecycles.includes(one)) ?? "protected"
  );
}

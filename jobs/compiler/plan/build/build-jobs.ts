import type { CheckedModel, CheckedTable } from "../../check/checked-model";
import type { JobNode, JobRead, JobWrite } from "../job-node";
import type { SourceNode } from "../source-node";
import type { TableNode } from "../table-node";
import { changeTopic, deadLetterTopic, tableTopic } from "../topic-names";
import { typed } from "./fingerprint";
import { byId, hashNode } from "./hash-node";

const PARALLELISM = 1;
const MAX_PARALLELISM = 128;

/** One job for each job name: its tables are computed together, and read what other jobs compute from topics. */
export function buildJobs(
  model: CheckedModel,
  sources: readonly SourceNode[],
  tables: readonly TableNode[],
): readonly JobNode[] {
  const nodes = new Map(tables.map((table) => [table.id, table]));
  const byJob = new Map<string, CheckedTable[]>();
  for (const table of model.tables) {
    const own = byJob.get(table.model.job);
    if (own === undefined) byJob.set(table.model.job, [table]);
    else own.push(table);
  }
  return byId(
    [...byJob].map(([name, own]) => {
      const ownNodes = own.flatMap((table) => nodes.get(table.model.id) ?? []);
      const outside = [...new Set(own.flatMap((table) => table.reads))].filter(
        (id) => nodes.get(id)?.job !== name,
      );
      const readNodes = [
        ...outside.flatMap((id) => nodes.get(id) ?? []),
        ...ownNodes.filter((table) => table.source !== null),
      ];
      const node = {
        id: `job:${name}`,
        name,
        parallelism: PARALLELISM,
        maxParallelism: MAX_PARALLELISM,
        stateTtlMs: stateTtl(ownNodes),
        reads: readNodes
          .map((table) => readOf(table, name, sources))
          .sort((a, b) => (a.table < b.table ? -1 : 1)),
        views: own.filter((table) => table.model.sql !== null).map(viewOf),
        writes: byId(ownNodes).flatMap(writesOf),
      };
      return hashNode(
        node,
        [...ownNodes, ...readNodes].map((table) => table.deepHash),
      );
    }),
  );
}

/** The longest of the tables': state that one of them needs for ever is kept for ever. */
function stateTtl(tables: readonly TableNode[]): number {
  const ttls = tables.map((table) => table.stateTtlMs);
  return ttls.includes(0) ? 0 : Math.max(...ttls);
}

function readOf(table: TableNode, job: string, sources: readonly SourceNode[]): JobRead {
  const shared = {
    table: table.id,
    deadLetterTopic: deadLetterTopic(table.id),
    columns: table.columns.map(typed),
    key: table.key,
    schema: table.schema,
  };
  // A captured table is read from the source's changes by its own job only; other jobs read its rows.
  if (table.source === null || table.job !== job) {
    return { ...shared, topic: tableTopic(table.id), recordTable: table.id, encoding: "envelope" };
  }
  const { source, table: name } = table.source;
  const database = sources.find((one) => one.name === source)?.database ?? source;
  return {
    ...shared,
    topic: changeTopic(source, name),
    recordTable: `${database}.${name}`,
    encoding: "canal",
  };
}

function viewOf({ model, columns, casts }: CheckedTable) {
  return { table: model.id, columns: columns.map(typed), sql: (model.sql ?? "").trim(), casts };
}

function writesOf(table: TableNode): readonly JobWrite[] {
  const shared = { table: table.id, schema: table.schema, timeColumn: table.time?.column ?? null };
  const targets = [
    { system: "kafka", target: `topic:${tableTopic(table.id)}` },
    ...table.stores.map((system) => ({ system, target: `${system}:${table.id}` })),
  ];
  return targets.map((target) => ({ ...shared, ...target })).sort((a, b) => (a.system < b.system ? -1 : 1));
}

import type { CheckedModel } from "../../check/checked-model";
import { canonicalHash, withoutHashes, withSharedTexts } from "../canonical-json";
import type { ConsumerNode } from "../consumer-node";
import type { Plan } from "../plan";
import { buildApis } from "./build-apis";
import { buildJobs } from "./build-jobs";
import { buildSources } from "./build-sources";
import { buildStores } from "./build-stores";
import { buildTables } from "./build-tables";
import { buildTopics } from "./build-topics";
import { byId, hashNode } from "./hash-node";

/** Makes the Plan of a model that has passed all checks. */
export function buildPlan(model: CheckedModel): Plan {
  return withSharedTexts(() => planOf(model));
}

/** How much a Plan holds. */
export interface PlanSize {
  readonly tables: number;
  readonly jobs: number;
  readonly topics: number;
  readonly stores: number;
  readonly apis: number;
}

/** The size of the Plan of a model that has passed all checks, in a fraction of the time that its hashes take. */
export function planSize(model: CheckedModel): PlanSize {
  return sizeOf(withoutHashes(() => planOf(model)));
}

/** How much a Plan holds. */
export function sizeOf(plan: Plan): PlanSize {
  const { tables, jobs, topics, stores, apis } = plan;
  return {
    tables: tables.length,
    jobs: jobs.length,
    topics: topics.length,
    stores: stores.length,
    apis: apis.length,
  };
}

function planOf(model: CheckedModel): Plan {
  const sources = buildSources(model);
  const tables = buildTables(model, sources);
  const jobs = buildJobs(model, sources, tables);
  const consumers = model.consumers.map(
    ({ name, doc, owner }): ConsumerNode => hashNode({ id: `consumer:${name}`, name, doc, owner }, []),
  );
  const plan = {
    version: 1 as const,
    warehouse: model.warehouse,
    sources,
    tables,
    topics: buildTopics(model, sources, tables, jobs),
    stores: buildStores(tables),
    jobs,
    apis: buildApis(model, tables),
    consumers: byId(consumers),
  };
  return { ...plan, hash: canonicalHash(plan) };
}

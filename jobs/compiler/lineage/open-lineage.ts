import type { Plan } from "../plan/plan";
import type { LineageEdge, LineageGraph, LineageNode } from "./lineage-graph";

const PRODUCER = "urn:stratahouse:compiler";
const SPEC = "https://openlineage.io/spec";

/** An OpenLineage dataset with its facets. */
export interface OpenLineageDataset {
  readonly namespace: string;
  readonly name: string;
  readonly facets: Readonly<Record<string, unknown>>;
}

/** An OpenLineage JobEvent (spec 2-0-2): what a job reads and writes, known before it runs. */
export interface OpenLineageEvent {
  readonly eventTime: string;
  readonly producer: string;
  readonly schemaURL: string;
  readonly job: {
    readonly namespace: string;
    readonly name: string;
    readonly facets: Readonly<Record<string, unknown>>;
  };
  readonly inputs: readonly OpenLineageDataset[];
  readonly outputs: readonly OpenLineageDataset[];
}

/**
 * One JobEvent for each table, store and API of `wanted` that something flows into, sorted by its id; each whole, with all
 * inputs and all columns, because a consumer takes an event for all there is to know of a job. The job of a table is
 * `<job>.<table>`, of a store's table `<job>.<store id>`, of an API `oneservice.<api>`. Datasets bear the ids of the
 * lineage graph, in the namespace `strata://<warehouse>`: the compiler knows no address. `eventTime` is ISO 8601.
 */
export function openLineageEvents(
  plan: Plan,
  columns: LineageGraph,
  parts: LineageGraph,
  wanted: ReadonlySet<string>,
  eventTime: string,
): readonly OpenLineageEvent[] {
  const namespace = `strata://${plan.warehouse}`;
  const fields = new Map<string, LineageNode[]>();
  for (const node of columns.nodes.values()) push(fields, node.part, node);
  const sources = new Map<string, string[]>();
  for (const { from, to } of parts.edges) push(sources, to, from);
  const origins = new Map<string, LineageEdge[]>();
  for (const edge of columns.edges) push(origins, edge.to, edge);
  const dataset = (part: string, facets: Readonly<Record<string, unknown>> = {}): OpenLineageDataset => ({
    namespace,
    name: part,
    facets: { schema: schemaFacet(fields.get(part) ?? []), ...facets },
  });

  const events = [...sources].filter(([part]) => wanted.has(part)).sort(byKey);
  return events.map(([part, inputs]) => ({
    eventTime,
    producer: PRODUCER,
    schemaURL: `${SPEC}/2-0-2/OpenLineage.json#/$defs/JobEvent`,
    job: { namespace, ...jobOf(plan, part) },
    inputs: inputs.map((input) => dataset(input)),
    outputs: [
      dataset(part, {
        columnLineage: {
          ...facet("1-2-0", "ColumnLineageDatasetFacet"),
          fields: Object.fromEntries(
            (fields.get(part) ?? []).map((node) => [
              node.column,
              { inputFields: (origins.get(node.id) ?? []).flatMap((edge) => inputField(edge)) },
            ]),
          ),
        },
      }),
    ],
  }));

  function inputField({ from, kind }: LineageEdge) {
    const node = columns.nodes.get(from);
    if (node === undefined) return [];
    const transformations = [{ type: kind === "direct" ? "DIRECT" : "INDIRECT" }];
    return [{ namespace, name: node.part, field: node.column, transformations }];
  }
}

function jobOf(plan: Plan, part: string): Pick<OpenLineageEvent["job"], "name" | "facets"> {
  const store = plan.stores.find((one) => one.id === part);
  const table = plan.tables.find((one) => one.id === (store?.table ?? part));
  if (table === undefined) return { name: `oneservice.${part.slice("api:".length)}`, facets: {} };
  const sql = table.sql === null || store !== undefined ? {} : { sql: sqlFacet(table.sql) };
  return { name: `${table.job}.${part}`, facets: { ...sql, ownership: ownershipFacet(table.owner) } };
}

function schemaFacet(nodes: readonly LineageNode[]) {
  const fields = nodes.map(({ column, type }) => ({ name: column, type }));
  return { ...facet("1-2-0", "SchemaDatasetFacet"), fields };
}

function sqlFacet(query: string) {
  return { ...facet("1-1-0", "SQLJobFacet"), query, dialect: "flink" };
}

function ownershipFacet(owner: string) {
  return { ...facet("1-0-1", "OwnershipJobFacet"), owners: [{ name: `team:${owner}` }] };
}

function facet(version: string, name: string) {
  return { _producer: PRODUCER, _schemaURL: `${SPEC}/facets/${version}/${name}.json#/$defs/${name}` };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

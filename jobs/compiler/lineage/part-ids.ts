import type { ApiNode } from "../plan/api-node";

/** Id of a captured table in a lineage graph, e.g. `source:business.trips`. */
export function sourcePart(source: string, table: string): string {
  return `source:${source}.${table}`;
}

/** Id of an API in a lineage graph, e.g. `api:borough_minute`: by its name, which people know. */
export function apiPart({ name }: Pick<ApiNode, "name">): string {
  return `api:${name}`;
}

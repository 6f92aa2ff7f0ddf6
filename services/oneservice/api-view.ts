import type { FilterOperator } from "../../jobs/compiler/plan/api-node";
import type { CatalogueApi } from "./catalogue";
import { type ColumnType, columnType } from "./column-type";

/** A field of an API, ready for SQL: the quoted name is made from the Plan, never from a request. */
export interface ViewField {
  readonly name: string;
  readonly quoted: string;
  readonly nullable: boolean;
  readonly doc: string;
  readonly type: ColumnType;
}

/** One parameter that filters, e.g. `minute.gte`. */
export interface FilterParameter {
  readonly field: ViewField;
  readonly operator: FilterOperator;
}

export interface OrderTerm {
  readonly field: ViewField;
  readonly descending: boolean;
}

/** An API as one consumer may see it: everything else of it does not exist for that consumer. */
export interface ApiView {
  readonly api: CatalogueApi;
  readonly consumer: string;
  /** Quoted relation, e.g. `"export"."dwa_borough_minute"`. */
  readonly relation: string;
  readonly fields: ReadonlyMap<string, ViewField>;
  /** By parameter name: `borough`, `borough.in`, `minute.gte`; `borough.eq` is another spelling of `borough`. */
  readonly filters: ReadonlyMap<string, FilterParameter>;
  /** Fields of which at least one filter must be given. */
  readonly required: readonly string[];
  /** Restrictions on rows that are always applied. */
  readonly rows: readonly { readonly field: ViewField; readonly values: readonly string[] }[];
  /** Fields that `order` may name. */
  readonly orderable: ReadonlyMap<string, ViewField>;
  readonly defaultOrder: readonly OrderTerm[];
  /** The key, when the consumer may see all of it: then answers can be paged through. */
  readonly key: readonly ViewField[] | null;
}

/** Parameters that every API has; a field of such a name is filtered with `<name>.eq`. */
export const RESERVED_PARAMETERS: readonly string[] = ["order", "limit", "after", "fields"];

/**
 * The API as `consumer` sees it, or null without a grant.
 *
 * Visible are the granted fields, or all that are not pii when the grant names none. Filters and order are limited to
 * visible fields, since both would tell about hidden ones; only a filter that the API requires stays usable on a
 * hidden field, because its caller already holds the value.
 */
export function apiView(api: CatalogueApi, consumer: string): ApiView | null {
  const grant = api.grants.find((candidate) => candidate.consumer === consumer);
  if (grant === undefined) return null;
  const all = new Map<string, ViewField>();
  const visible = new Map<string, ViewField>();
  for (const { name, type, nullable, doc, classification } of api.fields) {
    const served = columnType(type);
    if (served === null) continue;
    const field = { name, quoted: quoteIdentifier(name), nullable, doc, type: served };
    all.set(name, field);
    if (grant.columns === null ? classification !== "pii" : grant.columns.includes(name))
      visible.set(name, field);
  }
  const filters = new Map<string, FilterParameter>();
  const orderable = new Map<string, ViewField>();
  for (const filter of api.filters) {
    const field = filter.required ? all.get(filter.field) : visible.get(filter.field);
    if (field === undefined) continue;
    for (const operator of filter.operators)
      for (const name of parameterNames(field.name, operator)) filters.set(name, { field, operator });
    if (visible.has(field.name)) orderable.set(field.name, field);
  }
  const defaultOrder: OrderTerm[] = [];
  for (const { field: name, direction } of api.order) {
    const field = visible.get(name);
    if (field === undefined) continue;
    defaultOrder.push({ field, descending: direction === "desc" });
    orderable.set(name, field);
  }
  return Object.freeze({
    api,
    consumer,
    relation: `${quoteIdentifier(api.relation.schema)}.${quoteIdentifier(api.relation.name)}`,
    fields: visible,
    filters,
    required: api.filters.filter((filter) => filter.required).map((filter) => filter.field),
    rows: Object.entries(grant.rows).flatMap(([name, values]) => {
      const field = all.get(name);
      return field === undefined ? [] : [{ field, values }];
    }),
    orderable,
    defaultOrder,
    key: visibleKey(api.key, visible),
  });
}

function visibleKey(
  key: readonly string[] | undefined,
  visible: ReadonlyMap<string, ViewField>,
): readonly ViewField[] | null {
  if (key === undefined || key.length === 0) return null;
  const fields = key.flatMap((name) => visible.get(name) ?? []);
  return fields.length === key.length && fields.every((field) => field.type.comparable) ? fields : null;
}

function parameterNames(field: string, operator: FilterOperator): readonly string[] {
  if (operator !== "eq") return [`${field}.${operator}`];
  return RESERVED_PARAMETERS.includes(field) ? [`${field}.eq`] : [field, `${field}.eq`];
}

function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

import type { FilterOperator } from "../../jobs/compiler/plan/api-node";
import type { ApiRequest } from "./api-request";
import type { ApiView, OrderTerm, ViewField } from "./api-view";
import type { CursorValues } from "./cursor";

/** A value that is sent beside the SQL text, never inside it. */
export type BoundValue = string | number | readonly string[];

/** One SELECT: identifiers are the Plan's, values are bound. */
export interface ApiQuery {
  readonly text: string;
  readonly values: readonly BoundValue[];
  /** What the first columns of the result hold. */
  readonly fields: readonly ViewField[];
  /** Where the order terms stand in the result, for the next cursor. */
  readonly orderAt: readonly number[];
}

const COMPARISON: Readonly<Record<Exclude<FilterOperator, "in">, string>> = {
  eq: "=",
  gte: ">=",
  gt: ">",
  lte: "<=",
  lt: "<",
};

/** The SELECT for a checked request; it asks for one row above the limit to learn whether there are more. */
export function buildQuery(view: ApiView, request: ApiRequest): ApiQuery {
  const values: BoundValue[] = [];
  const bind = (value: BoundValue, type: string): string => `$${values.push(value)}::${type}`;
  const conditions = [
    ...view.rows.map(
      ({ field, values: allowed }) => `${field.quoted} = ANY(${bind(allowed, `${field.type.storeType}[]`)})`,
    ),
    ...request.filters.map(({ field, operator, value }) =>
      operator === "in"
        ? `${field.quoted} = ANY(${bind(value, `${field.type.storeType}[]`)})`
        : `${field.quoted} ${COMPARISON[operator]} ${bind(value, field.type.storeType)}`,
    ),
    ...(request.after === null ? [] : [afterCursor(request.order, request.after, bind)]),
  ];
  const extra = request.order.map((term) => term.field).filter((field) => !request.fields.includes(field));
  const selected = [...request.fields, ...extra];
  const text = [
    `SELECT ${selected.map((field) => field.type.select(field.quoted)).join(", ")}`,
    `FROM ${view.relation}`,
    conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`,
    request.order.length === 0 ? "" : `ORDER BY ${request.order.map(orderTerm).join(", ")}`,
    `LIMIT ${bind(request.limit + 1, "bigint")}`,
  ];
  return {
    text: text.filter((line) => line !== "").join("\n"),
    values,
    fields: request.fields,
    orderAt: request.order.map((term) => selected.indexOf(term.field)),
  };
}

/** Empty values come last in both directions; the words are left out where none can be, so that indexes serve. */
function orderTerm({ field, descending }: OrderTerm): string {
  return `${field.quoted}${descending ? " DESC" : ""}${field.nullable ? " NULLS LAST" : ""}`;
}

/** Rows after the cursor's: the first terms equal, the next one beyond, for each length of "the first". */
function afterCursor(
  order: readonly OrderTerm[],
  cursor: CursorValues,
  bind: (value: BoundValue, type: string) => string,
): string {
  const equal: string[] = [];
  const places: string[] = [];
  for (const [i, { field, descending }] of order.entries()) {
    const value = cursor[i] ?? null;
    if (value !== null) {
      const bound = bind(value, field.type.storeType);
      const beyond = `${field.quoted} ${descending ? "<" : ">"} ${bound}`;
      places.push(
        `(${[...equal, field.nullable ? `(${beyond} OR ${field.quoted} IS NULL)` : beyond].join(" AND ")})`,
      );
      equal.push(`${field.quoted} = ${bound}`);
    } else equal.push(`${field.quoted} IS NULL`);
  }
  return places.length === 0 ? "false" : `(${places.join(" OR ")})`;
}

import type { ApiView, FilterParameter, OrderTerm, ViewField } from "./api-view";
import { type CursorValues, decodeCursor } from "./cursor";
import { badParameter, shorten } from "./request-error";

/** A filter with its checked value, or values for `in`. */
export interface AppliedFilter extends FilterParameter {
  readonly value: string | readonly string[];
}

/** What a caller asks of an API, checked: every field is the Plan's own, every value fits its type. */
export interface ApiRequest {
  readonly filters: readonly AppliedFilter[];
  readonly order: readonly OrderTerm[];
  readonly fields: readonly ViewField[];
  readonly limit: number;
  readonly after: CursorValues | null;
  /** What a cursor of this answer is bound to; null when the answer can't be paged through. */
  readonly cursorScope: string | null;
}

const MAX_LIST = 100;

/** Reads the parameters of one request; throws RequestError (400) that names the parameter at fault. */
export function readRequest(
  view: ApiView,
  parameters: ReadonlyMap<string, string>,
  cursorSecret: string,
): ApiRequest {
  const filters = new Map<string, AppliedFilter>();
  for (const [name, text] of parameters) {
    const filter = view.filters.get(name);
    if (filter === undefined) {
      if (!controls(view).includes(name)) throw unknown(view, name);
      continue;
    }
    const place = `${filter.field.name}.${filter.operator}`;
    if (filters.has(place)) throw badParameter("doubled_parameter", name, `${place} is given twice.`);
    filters.set(place, { ...filter, value: filterValue(name, filter, text) });
  }
  for (const field of view.required)
    if (![...filters.values()].some((filter) => filter.field.name === field))
      throw badParameter(
        "missing_parameter",
        field,
        `The API ${view.api.name} needs a filter on ${field}.`,
        `Add ${names(view, field).join(" or ")}.`,
      );
  const order = withKey(view, readOrder(view, parameters.get("order")));
  const cursorScope = view.key === null ? null : scope(view, order);
  return {
    filters: [...filters.values()].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)),
    order,
    fields: readFields(view, parameters.get("fields")),
    limit: readLimit(view, parameters.get("limit")),
    after: readAfter(parameters.get("after"), cursorSecret, cursorScope),
    cursorScope,
  };
}

const placeOf = (filter: FilterParameter): string => `${filter.field.name}.${filter.operator}`;

function controls(view: ApiView): readonly string[] {
  return view.key === null ? ["order", "limit", "fields"] : ["order", "limit", "fields", "after"];
}

function unknown(view: ApiView, name: string): Error {
  const known = [...view.filters.keys()].filter(
    (key) => !key.endsWith(".eq") || !view.filters.has(key.slice(0, -3)),
  );
  return badParameter(
    "unknown_parameter",
    name,
    `The API ${view.api.name} has no parameter ${shorten(name)}.`,
    `Known: ${[...known, ...controls(view)].join(", ")}.`,
  );
}

function names(view: ApiView, field: string): readonly string[] {
  return [...view.filters].filter(([, filter]) => filter.field.name === field).map(([name]) => `${name}=…`);
}

function filterValue(name: string, filter: FilterParameter, text: string): string | readonly string[] {
  if (filter.operator !== "in") return typed(name, filter.field, text);
  const items = splitList(text);
  if (items.length > MAX_LIST)
    throw badParameter(
      "oversized_parameter",
      name,
      `${name} has ${items.length} values; at most ${MAX_LIST} are taken.`,
    );
  return items.map((item) => typed(name, filter.field, item));
}

function typed(name: string, field: ViewField, text: string): string {
  const value = field.type.parse(text);
  if (value === null)
    throw badParameter(
      "invalid_value",
      name,
      `"${shorten(text)}" is no value for ${name}.`,
      `Expected ${field.type.expected}.`,
    );
  return value;
}

/** `a,b\,c` → `a`, `b,c`: a backslash takes the next character as it is. */
function splitList(text: string): readonly string[] {
  const items: string[] = [];
  let item = "";
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? "";
    if (character === ",") {
      items.push(item);
      item = "";
    } else if (character === "\\" && i + 1 < text.length) {
      i += 1;
      item += text[i];
    } else item += character;
  }
  return [...items, item];
}

function readOrder(view: ApiView, text: string | undefined): readonly OrderTerm[] {
  if (text === undefined) return view.defaultOrder;
  const terms = text.split(",").map((term): OrderTerm => {
    const descending = term.startsWith("-");
    const field = view.orderable.get(descending ? term.slice(1) : term);
    if (field === undefined)
      throw badParameter(
        "invalid_value",
        "order",
        `Can't order by "${shorten(term)}".`,
        `Possible: ${[...view.orderable.keys()].join(", ")}; a leading - is descending.`,
      );
    return { field, descending };
  });
  if (new Set(terms.map((term) => term.field)).size !== terms.length)
    throw badParameter("invalid_value", "order", "order names a field twice.");
  return terms;
}

/** The key goes last, so that rows that are otherwise equal always come in the same order. */
function withKey(view: ApiView, order: readonly OrderTerm[]): readonly OrderTerm[] {
  const named = new Set(order.map((term) => term.field));
  const rest = (view.key ?? []).filter((field) => !named.has(field));
  return [...order, ...rest.map((field) => ({ field, descending: false }))];
}

function readFields(view: ApiView, text: string | undefined): readonly ViewField[] {
  if (text === undefined) return [...view.fields.values()];
  const wanted = new Set(text.split(","));
  for (const name of wanted)
    if (!view.fields.has(name))
      throw badParameter(
        "invalid_value",
        "fields",
        `The API ${view.api.name} has no field "${shorten(name)}".`,
        `Possible: ${[...view.fields.keys()].join(", ")}.`,
      );
  return [...view.fields.values()].filter((field) => wanted.has(field.name));
}

function readLimit(view: ApiView, text: string | undefined): number {
  const { default: usual, max } = view.api.limit;
  if (text === undefined) return usual;
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > max)
    throw badParameter(
      "invalid_value",
      "limit",
      `"${shorten(text)}" is no value for limit.`,
      `Expected a whole number from 1 to ${max}.`,
    );
  return limit;
}

function scope(view: ApiView, order: readonly OrderTerm[]): string {
  return JSON.stringify([
    view.api.id,
    view.consumer,
    order.map((term) => [term.field.name, term.descending]),
  ]);
}

function readAfter(
  text: string | undefined,
  secret: string,
  cursorScope: string | null,
): CursorValues | null {
  if (text === undefined || cursorScope === null) return null;
  const values = decodeCursor(secret, cursorScope, text);
  if (values === null)
    throw badParameter(
      "invalid_value",
      "after",
      "after is no cursor of this API, consumer and order.",
      "Take it from meta.next of the answer before, with the same order.",
    );
  return values;
}

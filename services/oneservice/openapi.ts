import type { ApiView, FilterParameter } from "./api-view";
import type { JsonSchema } from "./json-schema";

interface Parameter {
  readonly name: string;
  readonly in: "query";
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
}

const OPERATOR_WORDS = {
  eq: "equal to",
  in: "one of, comma separated (write \\, for a comma)",
  gte: "at least",
  gt: "above",
  lte: "at most",
  lt: "below",
};

const ERRORS: Readonly<Record<string, string>> = {
  "400": "A parameter is unknown, doubled, malformed or missing",
  "401": "No valid key",
  "403": "No grant for this API",
  "429": "Too many requests; see Retry-After",
  "503": "The store is not reachable; see Retry-After",
  "504": "The query took too long",
};

/** The OpenAPI 3.1 document of the APIs that one consumer may see. */
export function openapiDocument(views: readonly ApiView[]): object {
  return {
    openapi: "3.1.0",
    info: {
      title: "OneService",
      version: "1",
      description:
        "Rows of warehouse tables. BIGINT is a JSON integer with all its digits (read it with a parser that keeps 64 bits where values exceed 2^53), " +
        "DECIMAL an exact string, TIMESTAMP ISO 8601 without a zone.",
    },
    servers: [{ url: "/" }],
    security: [{ key: [] }],
    paths: Object.fromEntries(views.map((view) => [`/v1/${view.api.name}`, { get: operation(view) }])),
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "The consumer's key" } },
      schemas: { Error: ERROR_SCHEMA },
      responses: Object.fromEntries(
        Object.entries(ERRORS).map(([status, description]) => [
          `Status${status}`,
          {
            description,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
          },
        ]),
      ),
    },
  };
}

const ERROR_SCHEMA: JsonSchema = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message"],
      properties: {
        code: { type: "string", description: "Stable word for programs" },
        message: { type: "string" },
        parameter: { type: "string", description: "The parameter at fault" },
        hint: { type: "string", description: "What to do" },
      },
    },
  },
};

function operation(view: ApiView): object {
  return {
    operationId: view.api.id,
    summary: view.api.doc,
    description: describe(view),
    tags: [view.api.table.split(".")[0] ?? view.api.table],
    "x-api-id": view.api.id,
    "x-table": view.api.table,
    "x-owner": view.api.owner,
    "x-rate-limit-per-minute": view.api.ratePerMinute,
    "x-timeout-ms": view.api.timeoutMs,
    parameters: parameters(view),
    responses: {
      "200": {
        description: "Rows",
        headers: {
          "x-api-id": { description: "Id of the API", schema: { type: "string" } },
          "x-ratelimit-remaining": {
            description: "Requests left in this minute",
            schema: { type: "integer" },
          },
        },
        content: { "application/json": { schema: answer(view) } },
      },
      ...Object.fromEntries(
        Object.keys(ERRORS).map((status) => [status, { $ref: `#/components/responses/Status${status}` }]),
      ),
    },
  };
}

function describe(view: ApiView): string {
  const lines = [`Table ${view.api.table}.`];
  for (const field of view.required) lines.push(`A filter on ${field} is needed.`);
  for (const { field, values } of view.rows)
    lines.push(`Only rows with ${field.name} in: ${values.join(", ")}.`);
  return lines.join(" ");
}

function parameters(view: ApiView): readonly Parameter[] {
  const listed = [...view.filters].filter(
    ([name]) => !name.endsWith(".eq") || !view.filters.has(name.slice(0, -3)),
  );
  const order = view.defaultOrder.map((term) => `${term.descending ? "-" : ""}${term.field.name}`).join(",");
  const result: Parameter[] = listed.map(([name, filter]) => filterParameter(view, name, filter));
  if (view.orderable.size > 0)
    result.push({
      name: "order",
      in: "query",
      required: false,
      description: `Fields, comma separated; a leading - is descending. Possible: ${[...view.orderable.keys()].join(", ")}.`,
      schema: { type: "string", ...(order === "" ? {} : { default: order }) },
    });
  result.push({
    name: "limit",
    in: "query",
    required: false,
    description: "Rows at the most",
    schema: { type: "integer", minimum: 1, maximum: view.api.limit.max, default: view.api.limit.default },
  });
  result.push({
    name: "fields",
    in: "query",
    required: false,
    description: `Fields to answer with, comma separated; default all: ${[...view.fields.keys()].join(", ")}.`,
    schema: { type: "string" },
  });
  if (view.key !== null)
    result.push({
      name: "after",
      in: "query",
      required: false,
      description: "meta.next of the answer before",
      schema: { type: "string" },
    });
  return result;
}

function filterParameter(view: ApiView, name: string, { field, operator }: FilterParameter): Parameter {
  const siblings = [...view.filters.values()].filter(
    (other) => other.field === field && other.operator !== operator,
  );
  return {
    name,
    in: "query",
    required: view.required.includes(field.name) && siblings.length === 0,
    description: `${field.doc === "" ? field.name : field.doc} (${OPERATOR_WORDS[operator]})`,
    schema: operator === "in" ? { type: "string" } : field.type.schema,
  };
}

function answer(view: ApiView): JsonSchema {
  const properties = [...view.fields.values()].map((field): [string, JsonSchema] => [
    field.name,
    fieldSchema(field.type.schema, field.nullable, field.doc),
  ]);
  return {
    type: "object",
    required: ["data", "meta"],
    properties: {
      data: {
        type: "array",
        items: { type: "object", properties: Object.fromEntries(properties), additionalProperties: false },
      },
      meta: {
        type: "object",
        required: ["rows", "limit", "next"],
        properties: {
          rows: { type: "integer", description: "Rows in this answer" },
          limit: { type: "integer" },
          next: {
            type: ["string", "null"],
            description: "Cursor for `after`; null at the end or where the API has no paging",
          },
        },
      },
    },
  };
}

function fieldSchema(schema: JsonSchema, nullable: boolean, doc: string): JsonSchema {
  const { type, description } = schema;
  const words = [doc, description ?? ""].filter((text) => text !== "").join(". ");
  return {
    ...schema,
    ...(nullable && typeof type === "string" ? { type: [type, "null"] } : {}),
    ...(words === "" ? {} : { description: words }),
  };
}

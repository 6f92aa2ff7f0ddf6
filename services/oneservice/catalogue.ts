import { createHash } from "node:crypto";
import { z } from "zod";
import type { ApiNode } from "../../jobs/compiler/plan/api-node";
import { columnType } from "./column-type";

/** A consumer as the gateway knows it: the key itself never leaves its secret file. */
export interface CatalogueConsumer {
  readonly name: string;
  /** SHA-256 of the key, 64 lower-case hex digits. */
  readonly keySha256: string;
}

/** An API of the Plan, without the hashes, which say nothing to a gateway. */
export type CatalogueApi = Omit<ApiNode, "hash" | "deepHash">;

/** All that the gateway knows: the Plan's APIs, and who may call. */
export interface Catalogue {
  readonly version: 1;
  readonly apis: readonly CatalogueApi[];
  readonly consumers: readonly CatalogueConsumer[];
}

const identifier = z
  .string()
  .min(1)
  .max(63)
  .refine((text) => !text.includes("\0"), "must not contain NUL");
const hash = z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits");

const column = z.object({
  name: identifier,
  type: z.string().refine((type) => columnType(type) !== null, "is no type that OneService can serve"),
  nullable: z.boolean(),
  doc: z.string(),
  classification: z.enum(["public", "internal", "pii"]),
});

/** An API with everything checked that would otherwise fail at a request. */
export const catalogueApiSchema = z
  .object({
    id: z.string().regex(/^[A-Za-z0-9_:-]{1,80}$/, "must be letters, digits, _, : or -"),
    name: z.string().regex(/^[A-Za-z0-9_.-]{1,80}$/, "must be letters, digits, _, . or -"),
    doc: z.string(),
    owner: z.string(),
    table: z.string(),
    system: z.literal("hologres", "must be hologres, the single export point"),
    relation: z.object({ schema: identifier, name: identifier }),
    fields: z.array(column).min(1),
    filters: z.array(
      z.object({
        field: identifier,
        operators: z.array(z.enum(["eq", "in", "gte", "gt", "lte", "lt"])).min(1),
        required: z.boolean(),
      }),
    ),
    order: z.array(z.object({ field: identifier, direction: z.enum(["asc", "desc"]) })),
    key: z.array(identifier).optional(),
    limit: z.object({ default: z.int().min(1), max: z.int().min(1).max(100_000) }),
    timeoutMs: z.int().min(1).max(600_000),
    ratePerMinute: z.int().min(1),
    grants: z.array(
      z.object({
        consumer: z.string(),
        columns: z.array(identifier).nullable().default(null),
        rows: z.record(z.string(), z.array(z.string())).default({}),
      }),
    ),
  })
  .superRefine((value, context) => {
    const fields = new Map(value.fields.map((field) => [field.name, field]));
    const complain = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    const known = (path: (string | number)[], name: string) => {
      if (!fields.has(name)) complain(path, `names the field ${name}, which the API does not have`);
    };
    const comparable = (path: (string | number)[], name: string) => {
      known(path, name);
      if (columnType(fields.get(name)?.type ?? "STRING")?.comparable === false)
        complain(path, `names the field ${name}, whose type can't be compared`);
    };
    if (fields.size !== value.fields.length) complain(["fields"], "names a field twice");
    if (new Set(value.filters.map((filter) => filter.field)).size !== value.filters.length)
      complain(["filters"], "names a field twice");
    if (new Set(value.grants.map((grant) => grant.consumer)).size !== value.grants.length)
      complain(["grants"], "names a consumer twice");
    if (value.limit.default > value.limit.max) complain(["limit", "default"], "is above limit.max");
    for (const [i, filter] of value.filters.entries()) comparable(["filters", i, "field"], filter.field);
    for (const [i, term] of value.order.entries()) comparable(["order", i, "field"], term.field);
    for (const [i, grant] of value.grants.entries()) {
      for (const name of grant.columns ?? []) known(["grants", i, "columns"], name);
      for (const [name, values] of Object.entries(grant.rows)) {
        comparable(["grants", i, "rows", name], name);
        const type = columnType(fields.get(name)?.type ?? "STRING");
        for (const text of values)
          if (type?.parse(text) === null)
            complain(["grants", i, "rows", name], `"${text}" is not ${type.expected}`);
      }
    }
  });

/** What can only be checked over all APIs and consumers: unique names, and grants to consumers that exist. */
export function checkTogether(
  apis: readonly Pick<CatalogueApi, "id" | "name" | "grants">[],
  consumers: readonly { readonly name: string }[],
  context: z.RefinementCtx,
): void {
  const handles = new Set<string>();
  for (const [i, { id, name }] of apis.entries())
    for (const handle of new Set([id, name])) {
      if (handles.has(handle))
        context.addIssue({ code: "custom", path: ["apis", i], message: `${handle} is used by two APIs` });
      handles.add(handle);
    }
  const names = new Set(consumers.map((consumer) => consumer.name));
  if (names.size !== consumers.length)
    context.addIssue({ code: "custom", path: ["consumers"], message: "names a consumer twice" });
  for (const [i, { grants }] of apis.entries())
    for (const { consumer } of grants)
      if (!names.has(consumer))
        context.addIssue({
          code: "custom",
          path: ["apis", i, "grants"],
          message: `unknown consumer ${consumer}`,
        });
}

const catalogueSchema = z
  .object({
    version: z.literal(1),
    apis: z.array(catalogueApiSchema),
    consumers: z.array(z.object({ name: z.string().min(1), keySha256: hash })),
  })
  .superRefine((value, context) => checkTogether(value.apis, value.consumers, context));

/** Checks a document that came from outside; throws a ZodError that lists every fault with its path. */
export function parseCatalogue(document: unknown): Catalogue {
  return catalogueSchema.parse(document) as Catalogue;
}

/** SHA-256 over the canonical JSON of a catalogue: equal exactly when gateway and declaration agree. */
export function catalogueDigest(catalogue: Catalogue): string {
  return createHash("sha256").update(canonical(catalogue)).digest("hex");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(",")}}`;
}

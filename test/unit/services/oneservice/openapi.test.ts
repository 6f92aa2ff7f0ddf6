import { describe, expect, it } from "vitest";
import { z } from "zod";
import { apiView } from "../../../../services/oneservice/api-view";
import { openapiDocument } from "../../../../services/oneservice/openapi";
import { SAMPLE_API } from "./sample-api";

const schema: z.ZodType = z.lazy(() =>
  z.strictObject({
    type: z
      .union([z.string(), z.array(z.enum(["string", "integer", "number", "boolean", "null"]))])
      .optional(),
    format: z.enum(["int32", "int64", "date", "date-time"]).optional(),
    pattern: z.string().optional(),
    description: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    default: z.unknown().optional(),
    contentEncoding: z.literal("base64").optional(),
    examples: z.array(z.unknown()).optional(),
    items: schema.optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.boolean().optional(),
    $ref: z.string().optional(),
  }),
);
const response = z.union([
  z.strictObject({ $ref: z.string() }),
  z.strictObject({
    description: z.string().min(1),
    headers: z.record(z.string(), z.strictObject({ description: z.string(), schema })).optional(),
    content: z.record(z.string(), z.strictObject({ schema })).optional(),
  }),
]);
/** OpenAPI 3.1, as far as the document uses it: anything else in it is an error. */
const openapi = z.strictObject({
  openapi: z.literal("3.1.0"),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.string() })),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(
    z.string().startsWith("/"),
    z.strictObject({
      get: z.looseObject({
        operationId: z.string(),
        parameters: z.array(
          z.strictObject({
            name: z.string(),
            in: z.literal("query"),
            required: z.boolean(),
            description: z.string(),
            schema,
          }),
        ),
        responses: z.record(z.string().regex(/^\d{3}$/), response),
      }),
    }),
  ),
  components: z.strictObject({
    securitySchemes: z.record(
      z.string(),
      z.strictObject({ type: z.literal("http"), scheme: z.literal("bearer"), description: z.string() }),
    ),
    schemas: z.record(z.string(), schema),
    responses: z.record(z.string(), response),
  }),
});

const documentOf = (consumer: string) => {
  const view = apiView(SAMPLE_API, consumer);
  return openapiDocument(view === null ? [] : [view]);
};

describe("openapiDocument", () => {
  it("is OpenAPI 3.1 whose references all lead somewhere", () => {
    const document = JSON.parse(JSON.stringify(documentOf("all"))) as Record<string, unknown>;
    openapi.parse(document);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      (match) => match[1] ?? "",
    );
    expect(references.length).toBeGreaterThan(6);
    for (const reference of references) {
      const target = reference
        .split("/")
        .reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], document);
      expect(target, reference).toBeDefined();
    }
  });

  it("describes parameters and fields by their types", () => {
    const { get } = openapi.parse(documentOf("all")).paths["/v1/sample"] ?? {};
    expect(get?.operationId).toBe("api_5gk2q8zr41cd");
    const names = get?.parameters.map((parameter) => parameter.name) ?? [];
    expect(names).toEqual(
      expect.arrayContaining([
        "borough",
        "borough.in",
        "minute.gte",
        "limit.eq",
        "limit",
        "order",
        "fields",
        "after",
      ]),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain("trips.eq");
    expect(get?.parameters.find((parameter) => parameter.name === "trips")?.schema).toEqual({
      type: "integer",
      format: "int64",
    });
    expect(JSON.stringify(get)).toContain('"revenue":{"type":["string","null"]');
  });

  it("tells nothing of what a consumer may not see", () => {
    expect(JSON.stringify(documentOf("all"))).not.toContain("phone");
    expect(JSON.stringify(documentOf("some"))).not.toContain("revenue");
    expect(openapi.parse(documentOf("nobody")).paths).toEqual({});
  });
});

import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type CatalogueApi,
  catalogueDigest,
  parseCatalogue,
} from "../../../../services/oneservice/catalogue";
import { catalogueFile, readCatalogue, writeCatalogue } from "../../../../services/oneservice/catalogue-file";
import { GatewayMetrics } from "../../../../services/oneservice/gateway-metrics";
import { routingTable } from "../../../../services/oneservice/routing-table";
import { SAMPLE_API } from "./sample-api";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const consumers = ["all", "some", "keyless"].map((name) => ({ name, keySha256: sha256(`key of ${name}`) }));
const document = (change: Partial<CatalogueApi> = {}) => ({
  version: 1,
  apis: [{ ...SAMPLE_API, ...change }],
  consumers,
});

describe("parseCatalogue", () => {
  it("takes a sound catalogue, with what a carrier without nulls drops", () => {
    expect(parseCatalogue(document())).toEqual(document());
    const bare = parseCatalogue({ ...document(), apis: [{ ...SAMPLE_API, grants: [{ consumer: "all" }] }] });
    expect(bare.apis[0]?.grants).toEqual([{ consumer: "all", columns: null, rows: {} }]);
  });

  it.each<[string, Partial<Record<keyof CatalogueApi, unknown>>, RegExp]>([
    [
      "a filter on no field",
      { filters: [{ field: "nope", operators: ["eq"], required: false }] },
      /the field nope/,
    ],
    [
      "an order by what can't be compared",
      { order: [{ field: "tags", direction: "asc" }] },
      /can't be compared/,
    ],
    [
      "a grant to nobody",
      { grants: [{ consumer: "ghost", columns: null, rows: {} }] },
      /unknown consumer ghost/,
    ],
    ["a grant of no field", { grants: [{ consumer: "all", columns: ["nope"], rows: {} }] }, /the field nope/],
    [
      "a grant's row that is no value",
      { grants: [{ consumer: "all", columns: null, rows: { trips: ["many"] } }] },
      /many.* is not a whole number/,
    ],
    ["a type that can't be served", { fields: [{ ...SAMPLE_API.fields[0], type: "INTERVAL" }] }, /can serve/],
    ["a default above the most", { limit: { default: 10, max: 5 } }, /above limit.max/],
    ["another system", { system: "elsewhere" }, /single export point/],
    ["an id with a newline", { id: "api\n1" }, /letters/],
  ])("refuses %s", (_what, change, message) => {
    expect(() => parseCatalogue({ ...document(), apis: [{ ...SAMPLE_API, ...change }] })).toThrow(message);
  });

  it("refuses a name or id that two APIs share", () => {
    const twice = {
      ...document(),
      apis: [SAMPLE_API, { ...SAMPLE_API, name: SAMPLE_API.id, id: "api_other" }],
    };
    expect(() => parseCatalogue(twice)).toThrow(/used by two APIs/);
  });
});

describe("catalogue", () => {
  it("has a digest that depends on content, not on the order of members", () => {
    const turned = JSON.parse(JSON.stringify(document()), (_, value: unknown) =>
      value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    ) as unknown;
    expect(catalogueDigest(parseCatalogue(turned))).toBe(catalogueDigest(parseCatalogue(document())));
    expect(catalogueDigest(parseCatalogue(document({ ratePerMinute: 61 })))).not.toBe(
      catalogueDigest(parseCatalogue(document())),
    );
  });

  it("is kept in a file of its owner only, and a damaged file is not taken for none", () => {
    const folder = mkdtempSync(join(tmpdir(), "catalogue-"));
    try {
      const file = catalogueFile(folder);
      expect(readCatalogue(file)).toBeNull();
      writeCatalogue(file, parseCatalogue(document()));
      expect(readCatalogue(file)).toEqual(document());
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readdirSync(dirname(file))).toEqual(["catalogue.json"]);
      writeFileSync(file, '{"version":1');
      expect(() => readCatalogue(file)).toThrow();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("tells consumers by their keys", () => {
    const table = routingTable(parseCatalogue(document()));
    expect(table.authenticate("key of some")).toBe("some");
    expect(table.authenticate("key of nobody")).toBeNull();
    expect(table.authenticate("")).toBeNull();
    expect(table.viewsOf("nobody")).toEqual([]);
    expect(table.apis.get("sample")).toBe(table.apis.get("api_5gk2q8zr41cd"));
  });
});

describe("GatewayMetrics", () => {
  it("counts callers beyond the most together", async () => {
    const metrics = new GatewayMetrics(2);
    for (const ip of ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.1"])
      metrics.record({ api: "a", consumer: "c", ip, status: 200, milliseconds: 1, rows: 1, parameters: [] });
    const text = await metrics.registry.getSingleMetricAsString("oneservice_caller_requests_total");
    expect(text).toContain('{ip="10.0.0.1"} 2');
    expect(text).toContain('{ip="other"} 2');
    expect(text).not.toContain("10.0.0.3");
  });
});

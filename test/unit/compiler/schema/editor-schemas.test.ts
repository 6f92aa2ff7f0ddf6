import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { generatedHelp } from "../../../../cli/commands/schemas";
import { compile, compileSources } from "../../../../jobs/compiler/compile";
import { SCHEMAS_FOLDER } from "../../../../jobs/compiler/parse/editor/layer-schemas";
import { schemaComment } from "../../../../jobs/compiler/parse/editor/schema-comment";
import { readSources } from "../../../../jobs/compiler/read-sources";
import { type Change, changed, RIDES } from "../fixtures/warehouse";

const ROOT = resolve(__dirname, "../../../..");
const GENERATED = generatedHelp();
const FILES = [
  ...readSources(ROOT).files,
  ...readdirSync(join(ROOT, "stacks"))
    .filter((name) => name.endsWith(".yaml") && !name.startsWith("Pulumi"))
    .map((name) => ({ path: `stacks/${name}`, text: readFileSync(join(ROOT, "stacks", name), "utf8") })),
];

/** The name of the schema of a file, from its comment. */
function schemaOf(path: string): string {
  return schemaComment(path)?.split("/").at(-1) ?? "";
}

let validator: FastifyInstance;

beforeAll(async () => {
  // Fastify's validator, made as strict as an editor: nothing is converted, removed or filled in.
  const customOptions = {
    coerceTypes: false as const,
    removeAdditional: false,
    useDefaults: false,
    strict: false,
  };
  validator = fastify({ ajv: { customOptions } });
  for (const name of readdirSync(join(ROOT, SCHEMAS_FOLDER))) {
    const body: unknown = JSON.parse(readFileSync(join(ROOT, SCHEMAS_FOLDER, name), "utf8"));
    validator.post(`/${name}`, { schema: { body } }, async () => ({}));
  }
  await validator.ready();
});
afterAll(() => validator.close());

/** What the schema of a file says about a text: empty when it takes it. */
async function verdict(path: string, text: string): Promise<string> {
  const answer = await validator.inject({
    method: "POST",
    url: `/${schemaOf(path)}`,
    headers: { "content-type": "application/json" },
    payload: JSON.stringify(parse(text)),
  });
  return answer.statusCode === 200 ? "" : answer.body;
}

describe("the generated files", () => {
  it("are current: else run `npm run schemas`", () => {
    for (const [path, text] of GENERATED)
      expect(existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), "utf8") : "", path).toBe(text);
  });

  it("are all that their folders hold", () => {
    for (const folder of [SCHEMAS_FOLDER, "docs/checks"])
      for (const name of readdirSync(join(ROOT, folder)))
        expect([...GENERATED.keys()]).toContain(`${folder}/${name}`);
  });

  it("describe every key", () => {
    const undescribed: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== "object" || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key === "properties")
          for (const [name, property] of Object.entries(value as Record<string, object>))
            if (!("description" in property)) undescribed.push(`${path}/${name}`);
        visit(value, `${path}/${key}`);
      }
    };
    for (const [path, text] of GENERATED) if (path.startsWith(SCHEMAS_FOLDER)) visit(JSON.parse(text), path);
    expect(undescribed).toEqual([]);
  });
});

describe("every YAML file", () => {
  it.each(FILES.map((file) => [file.path, file] as const))(
    "%s names its schema, which takes it",
    async (path, file) => {
      expect(file.text.split("\n")[0]).toBe(schemaComment(path));
      const schema = /\$schema=(.*)$/.exec(file.text.split("\n")[0] ?? "")?.[1] ?? "";
      expect(existsSync(resolve(ROOT, path, "..", schema))).toBe(true);
      expect(await verdict(path, file.text)).toBe("");
    },
  );

  it("of the reference warehouse is without a finding", () => {
    expect(compile(ROOT).diagnostics).toEqual([]);
  });

  it("of the small warehouse is taken too", async () => {
    for (const { path, text } of RIDES) expect(await verdict(path, text), path).toBe("");
  });
});

describe("a typical mistake is refused by schema and compiler alike", () => {
  const cases: readonly (readonly [string, Change])[] = [
    ["warehouse.yaml", "name: Rides!\ndoc: x\n"],
    ["sources/business.yaml", ["engine: mysql", "engine: oracle"]],
    ["sources/business.yaml", ["key: [trip_id]", "key: []"]],
    ["sources/business.yaml", ["trip_id: BIGINT", "trip_id: BIGNT"]],
    ["ods/trips.yaml", ["source: business.trips", "source: trips"]],
    ["ods/trips.yaml", ["source: business.trips\n", ""]],
    ["ods/trips.yaml", ["source:", "sql: SELECT 1\nsource:"]],
    ["ods/trips.yaml", ["lateness: 5 seconds", "lateness: 5s"]],
    ["dwa/borough_minute.yaml", ["owner: growth\n", ""]],
    ["dwa/borough_minute.yaml", ["owner:", "ownr:"]],
    ["dwa/borough_minute.yaml", ["key: [borough, minute]\n", ""]],
    ["dwa/borough_minute.yaml", ["[borough, minute]", "[borough, borough]"]],
    ["dwa/borough_minute.yaml", ["freshness: 5 seconds", "freshness: 5"]],
    ["dwa/borough_minute.yaml", ["freshness:", "lifecycle: manged\nfreshness:"]],
    ["dwa/borough_minute.yaml", ["freshness:", "partitions: 0\nfreshness:"]],
    ["dwa/borough_minute.yaml", ["freshness:", "state: { budget: 2 gigs }\nfreshness:"]],
    ["dwa/borough_minute.yaml", ["freshness:", "state: { keys: 0 }\nfreshness:"]],
    ["dwa/borough_minute.yaml", ["trips: BIGINT", "Trips: BIGINT"]],
    ["dwa/borough_minute.yaml", ["trips: BIGINT NOT NULL", "trips: { tpe: BIGINT }"]],
    [
      "dwa/borough_minute.yaml",
      ["trips: BIGINT NOT NULL", "trips: { type: BIGINT, classification: secret }"],
    ],
    ["apis/borough_minute.yaml", ["table: dwa.borough_minute", "table: borough_minute"]],
    ["apis/borough_minute.yaml", ["borough: required", "borough: require"]],
    ["apis/borough_minute.yaml", ["order: -minute", "order: minute desc"]],
    ["apis/borough_minute.yaml", ["limit: 1000", "limit: lots"]],
    ["apis/borough_minute.yaml", ["limit: 1000", "rate: fast"]],
    ["consumers/dashboard.yaml", "doc: x\n"],
  ];
  it.each(cases)("%s %j", async (name, change) => {
    const path = `layers/${name}`;
    const files = changed({ [name]: change });
    expect(compileSources(files).plan).toBeNull();
    expect(await verdict(path, files.find((file) => file.path === path)?.text ?? "")).not.toBe("");
  });
});

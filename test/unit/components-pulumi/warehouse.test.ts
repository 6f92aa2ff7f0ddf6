import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { projectRoot } from "../../../components/process/project-root";
import { compile } from "../../../jobs/compiler/compile";
import type { Plan } from "../../../jobs/compiler/plan/plan";
import { readStackConfig } from "../../../stacks/stack-config";

vi.mock("../../../components/platform/local/core-jar", () => ({
  coreJar: () => ({ jarPath: "/jars/core.jar", jarSha256: "a".repeat(64) }),
}));

interface Made {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  readonly custom: boolean;
}

interface ResourceRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getDependenciesList(): string[];
}

const made: Made[] = [];
const parents = new Map<string, string>();
const dependencies = new Map<string, readonly string[]>();
let plan: Plan;

const key = (type: string, name: string) => `${type} ${name}`;

beforeAll(async () => {
  const register = MockMonitor.prototype.registerResource;
  vi.spyOn(MockMonitor.prototype, "registerResource").mockImplementation(function (
    this: MockMonitor,
    request,
    callback,
  ) {
    const registered = request as ResourceRequest;
    const id = key(registered.getType(), registered.getName());
    parents.set(id, registered.getParent());
    dependencies.set(id, registered.getDependenciesList());
    return register.call(this, request, callback);
  });
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        made.push({ type: args.type, name: args.name, inputs: args.inputs, custom: args.custom === true });
        return { id: args.id ?? `${args.name}-id`, state: args.inputs };
      },
      call: (args) => args.inputs,
    },
    "stratahouse",
    "local",
  );
  const { Warehouse } = await import("../../../components/warehouse.js");
  const { localPlatform } = await import("../../../components/platform/local/local-platform.js");
  const compiled = compile(projectRoot()).plan;
  const { config } = readStackConfig("local");
  if (compiled === null || config === null) throw new Error("the project's own layers or stack are wrong");
  plan = compiled;
  await pulumi.runtime.runInPulumiStack(async () => {
    new Warehouse("rides", {
      plan,
      platform: localPlatform("local", config),
      transform: { topic: (inputs) => ({ configs: { ...(inputs.configs as object), "retention.ms": "1" } }) },
    });
  });
  // Registrations go on after the program has ended; sample traffic is the last.
  await vi.waitFor(() => expect(names("strata:traffic:Replay")).toHaveLength(1), 10_000);
});

function names(type: string): string[] {
  return made
    .filter((one) => one.type === type)
    .map((one) => one.name)
    .sort();
}

function dependsOn(type: string, name: string, on: string): boolean {
  return (dependencies.get(key(type, name)) ?? []).some((urn) => urn.endsWith(on));
}

describe("what is made", () => {
  test("a topic, a table, a subscription and a job for each of the Plan's", () => {
    expect(names("strata:kafka:Topic")).toEqual(plan.topics.map((topic) => topic.name).sort());
    expect(names("strata:hologres:Table")).toEqual(
      plan.stores
        .filter((one) => one.system === "hologres")
        .map((one) => one.table)
        .sort(),
    );
    expect(names("strata:adb:Table")).toEqual(
      plan.stores
        .filter((one) => one.system === "adb")
        .map((one) => one.table)
        .sort(),
    );
    expect(names("strata:flink:Job")).toEqual(plan.jobs.map((job) => job.name));
    expect(names("strata:dts:Subscription")).toEqual(plan.sources.map((source) => source.name));
  });

  test("one of each process, one contract, one catalogue", () => {
    for (const type of [
      "strata:kafka:Server",
      "strata:flink:Cluster",
      "strata:rds:Server",
      "strata:hologres:Server",
      "strata:oneservice:Gateway",
      "strata:oneservice:Catalogue",
      "strata:traffic:Replay",
      "strata:warehouse:Contract",
    ]) {
      expect([type, names(type).length]).toEqual([type, 1]);
    }
  });

  test("each child hangs below its typed component, and that below the warehouse", () => {
    expect(parents.get("strata:kafka:Topic dws.trip")).toContain("stratahouse:kafka:KafkaTopic::dws.trip");
    expect(parents.get("stratahouse:kafka:KafkaTopic dws.trip")).toContain("stratahouse:index:Warehouse");
    expect(parents.get("strata:flink:Job trip")).toContain("stratahouse:flink:FlinkJob");
  });
});

describe("the order", () => {
  test("engines wait for the contract, what is in them for the engine", () => {
    expect(dependsOn("strata:kafka:Server", "rides-kafka", "::rides-contract")).toBe(true);
    expect(dependsOn("strata:kafka:Topic", "dws.trip", "::rides-kafka")).toBe(true);
    expect(dependsOn("strata:hologres:Table", "dwa.borough_minute", "::rides-postgres")).toBe(true);
    expect(dependsOn("strata:adb:Table", "dwa.borough_minute", "::rides-mariadb")).toBe(true);
  });

  test("a job waits for every topic and table that it reads or writes, dead letters included", () => {
    for (const topic of ["dts.business.trips", "ods.trips.dlq", "dwa.payment_hour"]) {
      expect([topic, dependsOn("strata:flink:Job", "trip", `strata:kafka:Topic::${topic}`)]).toEqual([
        topic,
        true,
      ]);
    }
    expect(dependsOn("strata:flink:Job", "trip", "strata:hologres:Table::dwa.payment_hour")).toBe(true);
    expect(dependsOn("strata:flink:Job", "trip", "strata:adb:Table::dwa.payment_hour")).toBe(true);
  });

  test("sample traffic comes last", () => {
    expect(dependsOn("strata:traffic:Replay", "rides-traffic", "strata:flink:Job::trip")).toBe(true);
    expect(dependsOn("strata:traffic:Replay", "rides-traffic", "strata:oneservice:Catalogue::rides")).toBe(
      true,
    );
  });
});

describe("inputs", () => {
  test("every address is a plain value: previews have no unknowns", () => {
    for (const { inputs, custom, name } of made) {
      if (custom)
        expect([name, JSON.stringify(inputs).includes("04da6b54-80e4-46f7-96ec-b56ff0331ba9")]).toEqual([
          name,
          false,
        ]);
    }
  });

  test("secrets are named, never contained", () => {
    const secrets = mkdtempSync(path.join(tmpdir(), "secrets-"));
    mkdirSync(path.join(secrets, "hologres"));
    writeFileSync(path.join(secrets, "hologres", "writer"), "s3cret");
    const text = JSON.stringify(made);
    expect(text).toContain("${secret:hologres/writer}");
    expect(text).not.toMatch(/"password":"[^$]/);
    expect(text).not.toContain("s3cret");
  });

  test("a job's arguments name where its placeholders lead", () => {
    const job = made.find((one) => one.type === "strata:flink:Job");
    const [flag, json] = (job?.inputs.programArgs ?? []) as [string, string];
    expect(flag).toBe("--job");
    const { bindings, statements } = JSON.parse(json) as {
      bindings: Record<string, string>;
      statements: string[];
    };
    const used = new Set(
      statements
        .join("\n")
        .match(/\$\{(?!secret:)[^}]+\}/g)
        ?.map((one) => one.slice(2, -1)),
    );
    expect([...used].filter((name) => !(name in bindings))).toEqual([]);
    expect(used.size).toBeGreaterThan(2);
  });

  test("a transform changes what it returns and nothing else", () => {
    const topic = made.find((one) => one.type === "strata:kafka:Topic" && one.name === "dws.trip");
    expect(topic?.inputs.configs).toMatchObject({ "retention.ms": "1" });
    expect(topic?.inputs.name).toBe("dws.trip");
  });

  test("only tables that an API reads are exported", () => {
    for (const { inputs } of made.filter((one) => one.type === "strata:hologres:Table")) {
      const read = plan.apis.some((api) => api.table === inputs.table);
      expect([inputs.table, inputs.exportView]).toEqual([inputs.table, read]);
    }
  });
});

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../../components/oneservice/catalogue-handler";
import { putCatalogue, servedDigest } from "../../../components/oneservice/gateway-client";
import { readSecret } from "../../../components/process/secrets";
import { BOROUGH_MINUTE, type GatewayStack, RARE, SLOW, startStack } from "./gateway-fixture";

let stack: GatewayStack;
let dashboard: string;
let queens: string;

const CONSUMERS = [{ name: "dashboard" }, { name: "queens" }, { name: "stranger" }];
const inputs = (apis = [BOROUGH_MINUTE, SLOW, RARE]) =>
  handler.inputs.parse({ address: stack.address, stackFolder: stack.folder, apis, consumers: CONSUMERS });

beforeAll(async () => {
  stack = await startStack();
  await handler.create(inputs(), stack.context);
  dashboard = stack.key("dashboard");
  queens = stack.key("queens");
});

afterAll(() => stack?.stop());

describe("rows", () => {
  it("come exact, ordered, limited and without pii", async () => {
    const { status, body, headers, text } = await stack.get(
      "/v1/borough_minute?borough=Queens&minute.lt=2019-03-01T00:03:00&limit=2",
      dashboard,
    );
    expect(status).toBe(200);
    expect(body.data).toEqual([
      { borough: "Queens", minute: "2019-03-01T00:02:00.000", trips: 2, revenue: "2.10" },
      { borough: "Queens", minute: "2019-03-01T00:01:00.000", trips: 1, revenue: "1.10" },
    ]);
    expect(body.meta).toMatchObject({ rows: 2, limit: 2, next: expect.any(String) });
    expect(headers.get("x-api-id")).toBe("api_5gk2q8zr41cd");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("server-timing")).toMatch(/^store;dur=[\d.]+, total;dur=[\d.]+$/);
    expect(headers.get("x-ratelimit-limit")).toBe("1000000");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(text).not.toContain("555");
    const edge = await stack.get("/v1/api_5gk2q8zr41cd?borough=Edge", dashboard);
    expect(edge.text).toContain(
      '"minute":"2019-03-01T00:00:00.500","trips":9223372036854775807,"revenue":"9999999999999999.99"',
    );
  });

  it("are found by every kind of filter, whatever the values hold", async () => {
    const odd = `O'Brien, "x"`;
    const count = async (query: string) =>
      (await stack.get(`/v1/borough_minute?${query}&limit=1000`, dashboard)).body.meta?.rows;
    expect(await count(`borough=${encodeURIComponent(odd)}`)).toBe(1);
    expect(await count(`borough.in=${encodeURIComponent('O\'Brien\\, "x",Edge')}`)).toBe(2);
    expect(await count("borough=Queens&minute.gte=2019-03-01T01:00:00&minute.lt=2019-03-01T02:00:00")).toBe(
      60,
    );
    expect(await count("borough=Queens&trips.gte=1490")).toBe(10);
    expect(await count("borough=Queens&revenue.gte=1499.10")).toBe(1);
    expect(await count("borough=%27%20OR%201%3D1%20--")).toBe(0);
    expect(await count("borough=Queens%27%3B%20DROP%20TABLE%20dwa.borough_minute%3B--")).toBe(0);
    expect(await count("borough=Edge")).toBe(1);
  });

  it("can be paged through, each exactly once", async () => {
    for (const order of ["", "&order=-minute,borough", "&order=trips,-borough", "&order=-revenue"]) {
      const seen: string[] = [];
      let after = "";
      do {
        const { status, body } = await stack.get(
          `/v1/borough_minute?borough.in=Queens,Bronx,Edge&limit=700&fields=borough,trips${order}${after}`,
          dashboard,
        );
        expect(status).toBe(200);
        seen.push(...(body.data ?? []).map((row) => `${row.borough} ${row.trips}`));
        after = body.meta?.next ? `&after=${encodeURIComponent(body.meta.next)}` : "";
      } while (after !== "");
      expect(seen).toHaveLength(3001);
      expect(new Set(seen).size).toBe(3001);
    }
  });
});

describe("refusals", () => {
  it.each([
    ["", "missing_parameter", "borough"],
    ["borough=Queens&nonsense=1", "unknown_parameter", "nonsense"],
    ["borough=Queens&phone=1", "unknown_parameter", "phone"],
    ["borough=Queens&borough=Bronx", "doubled_parameter", "borough"],
    ["borough=Queens&borough.eq=Bronx", "doubled_parameter", "borough.eq"],
    ["borough=Queens&minute.gte=yesterday", "invalid_value", "minute.gte"],
    ["borough=Queens&minute.gte=2019-02-30T00:00:00", "invalid_value", "minute.gte"],
    ["borough=Queens&minute.gte=2019-03-01T00:00:00Z", "invalid_value", "minute.gte"],
    ["borough=Queens&trips=9223372036854775808", "invalid_value", "trips"],
    ["borough=Queens&trips=1;select", "invalid_value", "trips"],
    ["borough=Queens&revenue.gte=1.001", "invalid_value", "revenue.gte"],
    ["borough=a%00b", "invalid_value", "borough"],
    [`borough=${"x".repeat(600)}`, "invalid_value", "borough"],
    ["borough=%ff", "malformed_parameter", "%ff"],
    ["borough=Queens&limit=1001", "invalid_value", "limit"],
    ["borough=Queens&limit=0", "invalid_value", "limit"],
    ["borough=Queens&order=phone", "invalid_value", "order"],
    ["borough=Queens&order=minute%3Bdrop", "invalid_value", "order"],
    ["borough=Queens&fields=phone", "invalid_value", "fields"],
    ["borough=Queens&after=W10.AAAA", "invalid_value", "after"],
  ])("?%s is %s at %s", async (query, code, parameter) => {
    const { status, body } = await stack.get(`/v1/borough_minute?${query}`, dashboard);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code, parameter, message: expect.any(String) });
  });

  it("come without a key, with a wrong one, without a grant, and for what does not exist", async () => {
    expect((await stack.get("/v1/borough_minute?borough=Queens")).status).toBe(401);
    expect((await stack.get("/v1/borough_minute?borough=Queens", "x".repeat(32))).status).toBe(401);
    expect((await stack.get("/openapi.json")).status).toBe(401);
    expect((await stack.get("/v1/borough_minute?borough=Queens", stack.key("stranger"))).status).toBe(403);
    expect((await stack.get("/v1/nothing", dashboard)).status).toBe(404);
    expect((await stack.get("/elsewhere", dashboard)).status).toBe(404);
    expect((await stack.get(`/v1/borough_minute?borough=${"x".repeat(9_000)}`, dashboard)).status).toBe(414);
    expect((await fetch(`http://${stack.address}/-/catalogue`)).status).toBe(401);
    expect(
      (
        await fetch(`http://${stack.address}/-/catalogue`, {
          headers: { authorization: `Bearer ${dashboard}` },
        })
      ).status,
    ).toBe(401);
  });

  it("keep a consumer to its rows and columns", async () => {
    const own = await stack.get("/v1/borough_minute?borough=Queens&limit=1", queens);
    expect(own.body.data).toEqual([
      { borough: "Queens", minute: "2019-03-02T00:59:00.000", trips: 1499, phone: "+1-555-1499" },
    ]);
    const other = await stack.get("/v1/borough_minute?borough.in=Bronx,Manhattan", queens);
    expect(other.body.data).toEqual([]);
    expect((await stack.get("/v1/borough_minute?borough=Queens&revenue.gte=1", queens)).status).toBe(400);
    const { next } =
      (await stack.get("/v1/borough_minute?borough=Queens&limit=1", dashboard)).body.meta ?? {};
    expect((await stack.get(`/v1/borough_minute?borough=Queens&after=${next}`, queens)).status).toBe(400);
    const paths = async (key: string) =>
      Object.keys((await stack.get("/openapi.json", key)).body.paths ?? {});
    expect(await paths(dashboard)).toEqual(["/v1/borough_minute", "/v1/rare", "/v1/slow"]);
    expect(await paths(queens)).toEqual(["/v1/borough_minute", "/v1/rare"]);
    expect(await paths(stack.key("stranger"))).toEqual([]);
  });

  it("end a query that takes too long and leave others alone", async () => {
    const began = Date.now();
    const [slow, quick] = await Promise.all([
      stack.get("/v1/slow", dashboard),
      stack.get("/v1/borough_minute?borough=Queens", dashboard),
    ]);
    expect(slow.status).toBe(504);
    expect(quick.status).toBe(200);
    expect(Date.now() - began).toBeLessThan(1_500);
  });

  it("limit each consumer's rate on each API", async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await stack.get("/v1/rare?borough=Queens", dashboard)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await stack.get("/v1/rare?borough=Queens", dashboard);
    expect(refused.body.error?.code).toBe("rate_limited");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await stack.get("/v1/rare?borough=Queens", queens)).status).toBe(200);
  });
});

describe("operation", () => {
  it("measures calls and logs them without values or keys", async () => {
    await stack.get("/v1/borough_minute?borough=Edge&secretish=4711", dashboard);
    const metrics = (await stack.get("/metrics")).text;
    expect(metrics).toMatch(
      /oneservice_requests_total\{api="api_5gk2q8zr41cd",consumer="dashboard",status="200"\} \d+/,
    );
    expect(metrics).toMatch(
      /oneservice_request_duration_seconds_bucket\{le="0.005",api="api_5gk2q8zr41cd",status="200"\} \d+/,
    );
    expect(metrics).toMatch(/oneservice_caller_requests_total\{ip="127.0.0.1"\} \d+/);
    await sleep(200);
    const log = readFileSync(join(stack.folder, "logs", "oneservice-access.log"), "utf8");
    const last = JSON.parse(log.trim().split("\n").at(-1) ?? "") as Record<string, unknown>;
    expect(last).toMatchObject({
      api: "api_5gk2q8zr41cd",
      consumer: "dashboard",
      ip: "127.0.0.1",
      status: 400,
      rows: 0,
      parameters: ["borough", "secretish"],
    });
    for (const secret of ["4711", "Edge", dashboard]) expect(log).not.toContain(secret);
  });

  it("swaps the catalogue under load without a failed request", async () => {
    let running = true;
    const statuses = new Map<number, number>();
    const load = Array.from({ length: 4 }, async () => {
      while (running) {
        const { status } = await stack.get("/v1/borough_minute?borough=Queens&limit=1", dashboard);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    });
    let state = inputs();
    for (let i = 0; i < 20; i++) {
      const news = inputs([
        { ...BOROUGH_MINUTE, doc: `version ${i}` },
        SLOW,
        RARE,
        ...(i % 2 === 0 ? [] : [{ ...BOROUGH_MINUTE, id: "api_new", name: "new" }]),
      ]);
      state = await handler.update("catalogue", { ...state, digest: "" }, news, stack.context);
      expect((await stack.get("/v1/new?borough=Queens", dashboard)).status).toBe(i % 2 === 0 ? 404 : 200);
    }
    running = false;
    await Promise.all(load);
    expect([...statuses.keys()]).toEqual([200]);
    expect(statuses.get(200)).toBeGreaterThan(50);
    await handler.update("catalogue", { ...state, digest: "" }, inputs(), stack.context);
  });

  it("refuses a faulty catalogue and keeps the one before", async () => {
    const before = await servedDigest(stack.address, stack.folder);
    const faulty = {
      version: 1,
      consumers: [],
      apis: [
        { ...BOROUGH_MINUTE, grants: [], filters: [{ field: "nope", operators: ["eq"], required: false }] },
      ],
    } as const;
    await expect(putCatalogue(stack.address, stack.folder, faulty)).rejects.toThrow(/400.*nope/s);
    const token = readSecret(join(stack.folder, "secrets"), "oneservice/management");
    const garbage = await fetch(`http://${stack.address}/-/catalogue`, {
      method: "PUT",
      body: "{",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    });
    expect(garbage.status).toBe(400);
    expect(await servedDigest(stack.address, stack.folder)).toBe(before);
  });

  it("comes back after kill -9 with the catalogue it had; the probe sees a foreign one", async () => {
    const before = await servedDigest(stack.address, stack.folder);
    const state = { ...inputs(), digest: before ?? "" };
    expect(await handler.probe?.("catalogue", state, inputs(), stack.context)).toEqual([]);
    process.kill(stack.pid("oneservice"), "SIGKILL");
    await sleep(300);
    expect(await handler.probe?.("catalogue", state, inputs(), stack.context)).toEqual([]);
    expect(stack.warnings.join()).toContain("can't be verified");
    await stack.startGateway();
    expect(await servedDigest(stack.address, stack.folder)).toBe(before);
    await putCatalogue(stack.address, stack.folder, { version: 1, apis: [], consumers: [] });
    expect(await handler.probe?.("catalogue", state, inputs(), stack.context)).toEqual([
      { property: "served", kind: "update" },
    ]);
    await handler.update("catalogue", state, inputs(), stack.context);
    expect((await stack.get("/v1/borough_minute?borough=Queens", dashboard)).status).toBe(200);
  });

  it("answers 503 quickly while the store is away, and recovers by itself", async () => {
    expect((await stack.get("/health")).status).toBe(200);
    process.kill(stack.pid("postgres"), "SIGKILL");
    await sleep(200);
    const began = Date.now();
    const down = await stack.get("/v1/borough_minute?borough=Queens", dashboard);
    expect(down.status).toBe(503);
    expect(down.headers.get("retry-after")).toBe("1");
    expect(Date.now() - began).toBeLessThan(1_500);
    expect((await stack.get("/health")).status).toBe(503);
    expect((await stack.get("/live")).status).toBe(200);
    expect((await stack.get("/openapi.json", dashboard)).status).toBe(200);
    await stack.startPostgres();
    expect((await stack.get("/v1/borough_minute?borough=Queens", dashboard)).status).toBe(200);
    expect((await stack.get("/health")).body.status).toBe("ok");
  });

  it("can't write, whatever a view does", async () => {
    await stack.sql(
      "CREATE SEQUENCE export.calls; GRANT USAGE ON SEQUENCE export.calls TO oneservice; CREATE VIEW export.writing AS SELECT 'x'::text AS name, nextval('export.calls')::text AS slept",
    );
    await handler.update(
      "catalogue",
      { ...inputs(), digest: "" },
      inputs([BOROUGH_MINUTE, { ...SLOW, relation: { schema: "export", name: "writing" } }]),
      stack.context,
    );
    expect((await stack.get("/v1/slow", dashboard)).status).toBe(503);
    await handler.update("catalogue", { ...inputs(), digest: "" }, inputs(), stack.context);
  });

  it("finishes what it began when it is told to stop", async () => {
    const pid = stack.pid("oneservice");
    const pending = stack.get("/v1/slow", dashboard);
    await sleep(100);
    process.kill(pid, "SIGTERM");
    expect((await pending).status).toBe(504);
    await sleep(700);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    await stack.startGateway();
  });
});

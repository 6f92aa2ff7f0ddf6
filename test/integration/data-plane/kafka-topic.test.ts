import { Kafka, logLevel } from "kafkajs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { kafkaAdmin } from "../../../components/kafka/kafka-admin";
import { handler as server } from "../../../components/kafka/local/server";
import { handler } from "../../../components/kafka/topic/handler";
import { ALLOW_DELETE } from "../../../components/warehouse/deletion-guard";
import { freePort, recordingContext, startEngine, type TestEngine } from "./fixture";

let engine: TestEngine;
let bootstrapServers: string;

beforeAll(async () => {
  const port = await freePort();
  bootstrapServers = `127.0.0.1:${port}`;
  engine = await startEngine(server, { port, controllerPort: await freePort() });
});
afterAll(async () => {
  delete process.env[ALLOW_DELETE];
  await kafkaAdmin(bootstrapServers).disconnect();
  await engine?.dispose();
});

const topic = (name: string, more: object = {}) =>
  handler.inputs.parse({
    bootstrapServers,
    name,
    partitions: 2,
    configs: { "cleanup.policy": "compact" },
    lifecycle: "managed",
    ...more,
  });
const probe = (olds: ReturnType<typeof topic>, news = olds, context = recordingContext()) =>
  handler.probe?.(olds.name, olds, news, context);

async function write(name: string): Promise<void> {
  const producer = new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  await producer.send({ topic: name, messages: [{ key: "k", value: "v" }] });
  await producer.disconnect();
}

test("a created topic is as declared, and a second look finds no change", async () => {
  const inputs = topic("t.created");
  await handler.create(inputs, recordingContext());
  expect(await kafkaAdmin(bootstrapServers).topic("t.created")).toEqual({
    partitions: 2,
    configs: { "cleanup.policy": "compact" },
  });
  expect(await probe(inputs)).toEqual([]);
  expect(await handler.read("t.created", inputs, recordingContext())).toEqual({
    found: true,
    inputs,
    outputs: inputs,
  });
});

test("partitions grow, declared keys are set and taken back, the keys of others stay", async () => {
  const inputs = topic("t.evolved");
  await handler.create(inputs, recordingContext());
  await kafkaAdmin(bootstrapServers).configureTopic("t.evolved", { "segment.ms": "70000" }, []);
  const news = topic("t.evolved", { partitions: 3, configs: { "retention.ms": "86400000" } });
  expect(await probe(inputs, news)).toEqual([
    { property: "partitions", kind: "update" },
    { property: "configs.retention.ms", kind: "add" },
    { property: "configs.cleanup.policy", kind: "delete" },
  ]);
  await handler.update("t.evolved", inputs, news, recordingContext());
  expect(await kafkaAdmin(bootstrapServers).topic("t.evolved")).toEqual({
    partitions: 3,
    configs: { "retention.ms": "86400000", "segment.ms": "70000" },
  });
  expect(await handler.checkChange?.(news, inputs, recordingContext())).toMatchObject([
    {
      property: "partitions",
      reason: expect.stringMatching(/has 3 partitions and 2 are declared: partitions can only grow/),
    },
  ]);
});

test("drift made behind Pulumi's back is seen key by key and repaired", async () => {
  const inputs = topic("t.drift");
  await handler.create(inputs, recordingContext());
  await kafkaAdmin(bootstrapServers).configureTopic("t.drift", { "cleanup.policy": "delete" }, []);
  expect(await probe(inputs)).toEqual([{ property: "configs.cleanup.policy", kind: "update" }]);
  await handler.update("t.drift", inputs, inputs, recordingContext());
  expect(await probe(inputs)).toEqual([]);
  await kafkaAdmin(bootstrapServers).deleteTopic("t.drift");
  expect(await probe(inputs)).toEqual([{ property: "name", kind: "add" }]);
  expect(await handler.read("t.drift", inputs, recordingContext())).toEqual({ found: false });
  await handler.update("t.drift", inputs, inputs, recordingContext());
  expect(await probe(inputs)).toEqual([]);
});

test("an existing topic with records is taken over on request only, an empty one is finished", async () => {
  await kafkaAdmin(bootstrapServers).createTopic("t.there", 1, {});
  await handler.create(topic("t.there"), recordingContext());
  expect(await probe(topic("t.there"))).toEqual([]);
  await write("t.there");
  await expect(handler.create(topic("t.there"), recordingContext())).rejects.toThrow(
    /holds records.*adopt: true/,
  );
  await handler.create(topic("t.there", { adopt: true, partitions: 3 }), recordingContext());
  expect(await probe(topic("t.there", { partitions: 3 }))).toEqual([]);
});

test("a protected topic is deleted only when its table is named; gone already is fine; external is never touched", async () => {
  const inputs = topic("t.kept", { lifecycle: "protected", table: "dws.kept" });
  await handler.create(inputs, recordingContext());
  await expect(handler.delete("t.kept", inputs, recordingContext())).rejects.toThrow(
    "dws.kept is protected and holds data: topic t.kept with all of its records would be deleted. " +
      "To do so name it: npm run up -- --allow-delete dws.kept (or STRATA_ALLOW_DELETE=dws.kept)",
  );
  await handler.delete("t.kept", topic("t.kept", { lifecycle: "external" }), recordingContext());
  expect(await probe(inputs)).toEqual([]);
  process.env[ALLOW_DELETE] = "dws.kept";
  await handler.delete("t.kept", inputs, recordingContext());
  delete process.env[ALLOW_DELETE];
  expect((await kafkaAdmin(bootstrapServers).topics()).has("t.kept")).toBe(false);
  await handler.delete("t.kept", inputs, recordingContext());
});

test("a configuration that Kafka refuses names the topic and the keys", async () => {
  await expect(
    handler.create(topic("t.bad", { configs: { "no.such.key": "x" } }), recordingContext()),
  ).rejects.toThrow(/t\.bad.*no\.such\.key/s);
});

test("an external topic must exist, and its differences are only told", async () => {
  await expect(
    handler.create(topic("t.absent", { lifecycle: "external" }), recordingContext()),
  ).rejects.toThrow(/does not exist/);
  await kafkaAdmin(bootstrapServers).createTopic("t.theirs", 1, {});
  const context = recordingContext();
  expect(await probe(topic("t.theirs", { lifecycle: "external" }), undefined, context)).toEqual([]);
  expect(context.warnings).toEqual([expect.stringMatching(/external topic t\.theirs differs.*not changed/)]);
});

test("100 topics are made and looked at quickly", async () => {
  const all = Array.from({ length: 100 }, (_, index) => topic(`many.${index}`));
  await Promise.all(all.map((inputs) => handler.create(inputs, recordingContext())));
  const start = Date.now();
  const changes = await Promise.all(all.map((inputs) => probe(inputs)));
  expect(changes.flat()).toEqual([]);
  expect(Date.now() - start).toBeLessThan(3_000);
});

test("with Kafka down a look warns and finds no change, a refresh keeps what is known, a change fails clearly", async () => {
  const inputs = topic("t.created");
  await engine.stop();
  await kafkaAdmin(bootstrapServers).disconnect();
  const context = recordingContext();
  expect(await probe(inputs, inputs, context)).toEqual([]);
  expect(context.warnings).toEqual([
    expect.stringMatching(/t\.created can't be verified: Kafka at .* does not answer/),
  ]);
  expect(await handler.read("t.created", inputs, context)).toEqual({ found: true, inputs, outputs: inputs });
  await expect(handler.delete("t.created", inputs, context)).rejects.toThrow(/does not answer/);
  await engine.start();
  expect(await probe(inputs)).toEqual([]);
});

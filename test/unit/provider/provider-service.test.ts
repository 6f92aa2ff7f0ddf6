import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fromStruct, toStruct } from "../../../components/provider/property-values";
import { fakeProvider, UNKNOWN, URN } from "./fake-provider";

type Fake = Awaited<ReturnType<typeof fakeProvider>>;
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const thing = { name: "thing", size: 1, labels: [] };
let provider: Fake;

beforeEach(async () => {
  provider = await fakeProvider();
});
afterEach(() => provider.close());

async function check(news: object, olds?: object) {
  const request = new proto.CheckRequest().setUrn(URN).setNews(toStruct(news));
  const response: proto.CheckResponse = await provider.call(
    "check",
    olds === undefined ? request : request.setOlds(toStruct(olds)),
  );
  return { inputs: fromStruct(response.getInputs()), failures: response.toObject().failuresList };
}

async function diff(oldInputs: object, news: object, ignored: string[] = []) {
  const request = new proto.DiffRequest()
    .setUrn(URN)
    .setId("thing")
    .setOlds(toStruct({ ...oldInputs, made: "yes" }))
    .setOldInputs(toStruct(oldInputs))
    .setNews(toStruct(news))
    .setIgnorechangesList(ignored);
  const response: proto.DiffResponse = await provider.call("diff", request);
  return {
    some: response.getChanges() === proto.DiffResponse.DiffChanges.DIFF_SOME,
    replaces: response.getReplacesList(),
    detailed: Object.fromEntries(
      response.toObject().detaileddiffMap.map(([path, { kind, inputdiff }]) => [path, { kind, inputdiff }]),
    ),
  };
}

describe("check", () => {
  it("fills defaults", async () => {
    expect(await check({ name: "thing" })).toEqual({ inputs: thing, failures: [] });
  });

  it("names the property of every failure, the unknown property included", async () => {
    const { failures } = await check({ name: "x", size: 99, labels: [{ key: 5 }], colour: "red" });
    expect(failures).toEqual(
      expect.arrayContaining([
        { property: "name", reason: "must have two letters" },
        { property: "size", reason: "must be 10 or less" },
        expect.objectContaining({ property: "labels[0].key" }),
        { property: "colour", reason: "is not a property of it" },
      ]),
    );
  });

  it("asks checkChange with the old inputs, and only then", async () => {
    expect((await check({ name: "thing", size: 2 }, { ...thing, size: 5 })).failures).toEqual([
      { property: "size", reason: "can't shrink" },
    ]);
    expect((await check({ name: "thing", size: 2 })).failures).toEqual([]);
  });

  it("leaves unknown values for later but checks the known ones", async () => {
    expect((await check({ name: "thing", size: UNKNOWN })).failures).toEqual([]);
    expect((await check({ name: "x", size: UNKNOWN })).failures).toEqual([
      { property: "name", reason: "must have two letters" },
    ]);
  });

  it("unwraps secrets", async () => {
    expect((await check({ name: { ...SECRET, value: "thing" } })).inputs.name).toBe("thing");
  });

  it("says which types there are when a type is unknown", async () => {
    const request = new proto.CheckRequest()
      .setUrn("urn:pulumi:s::p::strata:no:Such::x")
      .setNews(toStruct({}));
    await expect(provider.call("check", request)).rejects.toThrow(
      /no resource type strata:no:Such.*strata:fake:Thing/,
    );
  });
});

describe("diff", () => {
  it("is empty when nothing changed", async () => {
    expect(await diff(thing, thing)).toEqual({ some: false, replaces: [], detailed: {} });
  });

  it("names nested properties and tells replacements from updates", async () => {
    const { ADD, UPDATE, UPDATE_REPLACE } = proto.PropertyDiff.Kind;
    const olds = { ...thing, labels: [{ key: "a" }] };
    expect(await diff(olds, { name: "other", size: 2, labels: [{ key: "b" }, { key: "c" }] })).toEqual({
      some: true,
      replaces: ["name"],
      detailed: {
        name: { kind: UPDATE_REPLACE, inputdiff: true },
        size: { kind: UPDATE, inputdiff: true },
        "labels[0].key": { kind: UPDATE, inputdiff: true },
        "labels[1]": { kind: ADD, inputdiff: true },
      },
    });
  });

  it("shows what the probe found, unless it is ignored", async () => {
    provider.handler.drift = [{ property: "running", kind: "update" }];
    const found = await diff(thing, thing);
    expect(found.some).toBe(true);
    expect(found.detailed).toEqual({ running: { kind: proto.PropertyDiff.Kind.UPDATE, inputdiff: false } });
    expect((await diff(thing, thing, ["running"])).some).toBe(false);
  });

  it("does not probe with unknown values, and counts them as changes", async () => {
    expect((await diff(thing, { ...thing, size: UNKNOWN })).detailed).toHaveProperty("size");
    expect(provider.handler.calls).not.toContain("probe");
  });
});

describe("create, read, update and delete", () => {
  it("touches nothing in a preview", async () => {
    const created: proto.CreateResponse = await provider.call(
      "create",
      new proto.CreateRequest().setUrn(URN).setPreview(true).setProperties(toStruct(thing)),
    );
    const updated: proto.UpdateResponse = await provider.call(
      "update",
      new proto.UpdateRequest()
        .setUrn(URN)
        .setPreview(true)
        .setOldInputs(toStruct(thing))
        .setOlds(toStruct({ ...thing, made: "yes" }))
        .setNews(toStruct({ ...thing, size: 3 })),
    );
    expect(fromStruct(created.getProperties())).toEqual(thing);
    expect(fromStruct(updated.getProperties())).toEqual({ ...thing, size: 3, made: "yes" });
    expect(provider.handler.calls).toEqual([]);
  });

  it("creates, reads, and does not find what is gone", async () => {
    const created: proto.CreateResponse = await provider.call(
      "create",
      new proto.CreateRequest().setUrn(URN).setProperties(toStruct(thing)),
    );
    expect(created.getId()).toBe("thing");
    const read = new proto.ReadRequest().setUrn(URN).setId("thing");
    const found: proto.ReadResponse = await provider.call("read", read);
    expect([found.getId(), fromStruct(found.getInputs())]).toEqual(["thing", thing]);
    await provider.call(
      "delete",
      new proto.DeleteRequest().setUrn(URN).setId("thing").setProperties(toStruct(thing)),
    );
    const gone: proto.ReadResponse = await provider.call("read", read);
    expect(gone.getId()).toBe("");
  });

  it("fails with the plain message", async () => {
    provider.handler.failure = "port 1 is in use";
    const call = provider.call(
      "create",
      new proto.CreateRequest().setUrn(URN).setProperties(toStruct(thing)),
    );
    await expect(call).rejects.toMatchObject({ details: "port 1 is in use" });
  });

  it("aborts what runs on Cancel and after the time-out", async () => {
    provider.handler.failure = "wait";
    const update = () =>
      new proto.UpdateRequest().setUrn(URN).setId("thing").setOlds(toStruct(thing)).setNews(toStruct(thing));
    await expect(provider.call("update", update().setTimeout(0.05))).rejects.toThrow("not done after 0.05 s");
    const cancelled = expect(provider.call("update", update())).rejects.toThrow("cancelled");
    await expect.poll(() => provider.handler.calls.length).toBe(2);
    await provider.call("cancel", new Empty());
    await cancelled;
  });
});

it("sends messages to the engine before it answers", async () => {
  const messages: LogRequest.AsObject[] = [];
  const engine = new grpc.Server();
  engine.addService(EngineService, {
    log: (call: grpc.ServerUnaryCall<LogRequest, Empty>, callback: grpc.sendUnaryData<Empty>) => {
      messages.push(call.request.toObject());
      callback(null, new Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    engine.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  try {
    await provider.call(
      "handshake",
      new proto.ProviderHandshakeRequest().setEngineAddress(`127.0.0.1:${port}`),
    );
    await provider.call("create", new proto.CreateRequest().setUrn(URN).setProperties(toStruct(thing)));
    expect(messages).toEqual([expect.objectContaining({ urn: URN, message: "making it", ephemeral: true })]);
  } finally {
    engine.forceShutdown();
  }
});

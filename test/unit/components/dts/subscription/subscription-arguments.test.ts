import { expect, test } from "vitest";
import { handler, subscriptionArguments } from "../../../../../components/dts/subscription/handler";

test("the capture job gets names of secrets, never secrets, and the defaults", () => {
  const inputs = handler.inputs.parse({
    restUrl: "http://127.0.0.1:18081",
    name: "dts-business",
    jarPath: "/core.jar",
    jarSha256: "0".repeat(64),
    savepointDir: "file:///data/savepoints",
    checkpointDir: "/data/checkpoints",
    subscription: "business",
    host: "127.0.0.1",
    port: 13306,
    user: "cdc",
    secret: "rds/cdc",
    secretsDir: "/secrets",
    database: "business",
    tables: [{ name: "trips", topic: "dts.business.trips", key: ["trip_id"], partitions: 2 }],
    bootstrapServers: "127.0.0.1:19092",
  });
  const [flag, json] = subscriptionArguments(inputs);
  expect(flag).toBe("--subscription");
  expect(JSON.parse(json ?? "")).toEqual({
    version: 1,
    subscription: "business",
    host: "127.0.0.1",
    port: 13306,
    user: "cdc",
    password: "${secret:rds/cdc}",
    database: "business",
    serverIds: "6400-6403",
    serverTimeZone: "UTC",
    tables: [{ name: "trips", topic: "dts.business.trips", key: ["trip_id"], partitions: 2 }],
    bindings: { "kafka.bootstrap": "127.0.0.1:19092" },
    secretsDir: "/secrets",
  });
  expect(inputs.savepointDir).toBe("/data/savepoints");
});

import { expect, test } from "vitest";
import { handler } from "../../../../../components/kafka/topic/handler";

const context = {
  urn: "urn",
  signal: new AbortController().signal,
  status: () => undefined,
  info: () => undefined,
  warn: () => undefined,
};
const topic = (partitions: number, keyed: boolean) =>
  handler.inputs.parse({
    bootstrapServers: "127.0.0.1:9092",
    name: "dws.trip",
    partitions,
    keyed,
    lifecycle: "protected",
  });

test("the partitions of a topic that is read by key can't change, those of another can grow", async () => {
  expect(await handler.checkChange?.(topic(2, true), topic(3, true), context)).toMatchObject([
    { property: "partitions", reason: expect.stringContaining("a key would move") },
  ]);
  expect(await handler.checkChange?.(topic(2, true), topic(2, true), context)).toEqual([]);
  expect(await handler.checkChange?.(topic(2, false), topic(3, false), context)).toEqual([]);
});

import { afterEach, expect, test } from "vitest";
import { handler } from "../../../../components/warehouse/contract-handler";
import { ALLOW_DELETE, deletionVerdict } from "../../../../components/warehouse/deletion-guard";

const context = {
  urn: "urn:pulumi:test::test::strata:warehouse:Contract::contract",
  signal: new AbortController().signal,
  status: () => undefined,
  info: () => undefined,
  warn: () => undefined,
};

afterEach(() => {
  delete process.env[ALLOW_DELETE];
});

const contract = (tables: object) => handler.inputs.parse({ planHash: "h", tables });
const olds = contract({
  "dwa.kept": { schema: "1", lifecycle: "protected" },
  "dwa.x": { schema: "1", lifecycle: "protected", holds: ["topic dwa.x", "hologres table dwa.x"] },
  "dwa.free": { schema: "1", lifecycle: "managed" },
  "dwa.theirs": { schema: "1", lifecycle: "external" },
});
const news = contract({ "dwa.kept": { schema: "2", lifecycle: "managed" } });

test("a protected table that vanishes fails with one sentence, managed and external ones do not", async () => {
  expect(await handler.checkChange?.(olds, news, context)).toEqual([
    {
      property: "tables",
      reason:
        "dwa.x is protected and holds data: its topic dwa.x and hologres table dwa.x would be deleted. " +
        "To do so name it: npm run up -- --allow-delete dwa.x (or STRATA_ALLOW_DELETE=dwa.x)",
    },
  ]);
});

test.each(["dwa.x", "dwa.other, dwa.x", "*"])("STRATA_ALLOW_DELETE=%s allows it", async (named) => {
  process.env[ALLOW_DELETE] = named;
  expect(await handler.checkChange?.(olds, news, context)).toEqual([]);
});

test("naming another table does not allow it, and a first deployment has nothing to lose", async () => {
  process.env[ALLOW_DELETE] = "dwa.xy";
  expect(await handler.checkChange?.(olds, news, context)).toHaveLength(1);
  expect(await handler.checkChange?.(undefined, news, context)).toEqual([]);
});

test("what is external is kept whatever is named", () => {
  process.env[ALLOW_DELETE] = "*";
  expect(deletionVerdict("external", "dwa.x")).toBe("keep");
  expect(deletionVerdict("protected", "dwa.x")).toBe("delete");
});

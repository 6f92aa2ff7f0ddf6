import { describe, expect, test } from "vitest";
import { changeLines } from "../../../../cli/commands/operation-report";
import { changeOf, countsText, describeChange } from "../../../../cli/pulumi/describe-changes";
import { EventReader, plainMessage } from "../../../../cli/pulumi/engine-events";

const urn = (type: string, name: string) => `urn:pulumi:local::stratahouse::a$${type}::${name}`;

function change(op: string, type: string, inputs: Record<string, unknown>, diffs: string[] = []) {
  const found = changeOf({ op, urn: urn(type, "x"), type, diffs, new: { inputs } });
  if (found === undefined) throw new Error("no change");
  return found;
}

describe("in people's words", () => {
  test("a deletion says in a sentence what is lost", () => {
    const topic = changeOf({
      op: "delete",
      urn: urn("strata:kafka:Topic", "dws.trip"),
      type: "strata:kafka:Topic",
      old: { inputs: { name: "dws.trip" } },
    });
    expect(topic && describeChange(topic)).toBe(
      "- delete topic dws.trip: it will be deleted with all of its records",
    );
  });

  test("an update names the properties that differ", () => {
    expect(
      describeChange(change("update", "strata:kafka:Topic", { name: "a" }, ["partitions", "configs"])),
    ).toBe("~ change topic a: configs, partitions");
  });

  test("a store table is called by schema and name", () => {
    const table = change("create", "strata:hologres:Table", { schema: "dwa", name: "borough_minute" });
    expect(describeChange(table)).toBe("+ create Hologres table dwa.borough_minute");
  });

  test("components, providers and what stays the same are no changes", () => {
    const step = (op: string, type: string) => changeOf({ op, type, urn: urn(type, "x") });
    expect(step("create", "stratahouse:kafka:KafkaTopic")).toBeUndefined();
    expect(step("create", "pulumi:providers:strata")).toBeUndefined();
    expect(step("same", "strata:kafka:Topic")).toBeUndefined();
    expect(step("read", "strata:kafka:Topic")).toBeUndefined();
  });
});

test("many changes are counted by type, but every deletion is named", () => {
  const created = Array.from({ length: 20 }, (_, i) =>
    change("create", "strata:kafka:Topic", { name: `t${i}` }),
  );
  const lines = changeLines([...created, change("delete", "strata:adb:Table", { name: "gone" })]);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain("20 topics");
  expect(lines[1]).toContain("ADB table gone: it will be deleted with all of its rows");
});

test("counts leave out what is none, but always say what stays", () => {
  expect(countsText([change("create", "strata:kafka:Topic", { name: "a" })], 3)).toBe(
    "1 created, 3 unchanged",
  );
  expect(countsText([], 0)).toBe("0 unchanged");
});

test("events are read line by line, across chunks, and what is no event is skipped", () => {
  const reader = new EventReader();
  expect(reader.read('{"summaryEvent":{"resourceChanges":{"same":1}}}\nnot json\n{"diagn')).toHaveLength(1);
  expect(reader.read('osticEvent":{"message":"m","severity":"error"}}\n')).toMatchObject([
    { diagnosticEvent: { message: "m" } },
  ]);
});

test("colour marks are taken out of messages", () => {
  expect(plainMessage("<{%fg 1%}>error<{%reset%}>: no\n")).toBe("error: no");
});

test("a failed check is told by its reason, not by the whole value", () => {
  const message =
    "strata:warehouse:Contract resource 'c': property tables value {map[a:{map[holds:{[{x}]}]}]} has a problem: a is protected";
  expect(plainMessage(message)).toBe("a is protected");
});

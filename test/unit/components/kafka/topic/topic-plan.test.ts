import { expect, test } from "vitest";
import { planTopic } from "../../../../../components/kafka/topic/topic-plan";

const actual = {
  partitions: 2,
  configs: { "cleanup.policy": "compact", "retention.ms": "1000", theirs: "x" },
};

test("keys that are not declared are left alone", () => {
  const plan = planTopic(actual, { partitions: 2, configs: { "cleanup.policy": "compact" } });
  expect(plan).toEqual({ changes: [], growTo: null, surplus: null, set: {}, unset: [] });
});

test("a changed key, a missing key and a key that is no longer declared are named one by one", () => {
  const declared = { partitions: 2, configs: { "cleanup.policy": "delete", "segment.ms": "5" } };
  const plan = planTopic(actual, declared, ["retention.ms", "gone.already"]);
  expect(plan.changes).toEqual([
    { property: "configs.cleanup.policy", kind: "update" },
    { property: "configs.segment.ms", kind: "add" },
    { property: "configs.retention.ms", kind: "delete" },
  ]);
  expect(plan.set).toEqual(declared.configs);
  expect(plan.unset).toEqual(["retention.ms"]);
});

test("partitions grow; a surplus is reported and never removed", () => {
  expect(planTopic(actual, { partitions: 4, configs: {} })).toMatchObject({ growTo: 4, surplus: null });
  expect(planTopic(actual, { partitions: 1, configs: {} })).toMatchObject({ growTo: null, surplus: 2 });
});

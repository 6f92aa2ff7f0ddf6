import type { Plan } from "../plan/plan";
import type { TableNode } from "../plan/table-node";
import type { TopicNode } from "../plan/topic-node";
import type { ChangeReason } from "./change-report";

/** The topics that have another number of partitions, as the new Plan has them. */
export function movedTopics(old: Plan, now: Plan): readonly TopicNode[] {
  const before = new Map(old.topics.map((topic) => [topic.id, topic.partitions]));
  return now.topics.filter((topic) => (before.get(topic.id) ?? topic.partitions) !== topic.partitions);
}

/**
 * What differs at the `moved` topics of a table: those that hold its rows or the changes it is captured from. A key lives in one
 * partition; with another number it would go on in another one, where its offsets can't be compared with the older.
 */
export function compareTopics(
  node: TableNode,
  moved: readonly TopicNode[],
  old: Plan,
  now: Plan,
): readonly ChangeReason[] {
  const table = node.id;
  const captured = node.source === null ? null : `${node.source.source}.${node.source.table}`;
  return moved
    .filter((topic) => topic.of === table || (topic.purpose === "changes" && topic.of === captured))
    .flatMap((topic): readonly ChangeReason[] => {
      const former = old.topics.find((one) => one.id === topic.id);
      if (former === undefined || former.partitions === topic.partitions) return [];
      const text = `topic ${topic.name} gets ${topic.partitions} partitions instead of ${former.partitions}`;
      if (topic.partitions < former.partitions)
        return [
          { class: "destructive", text: `${text}, and partitions can't be taken away without its records` },
        ];
      const read = now.jobs.some((job) =>
        job.reads.some((one) => one.topic === topic.name && one.key.length > 0),
      );
      return read
        ? [
            {
              class: "destructive",
              text: `${text}: keys move to other partitions, where an older row can pass for the newest; it has to be written anew`,
              rebuilds: true,
            },
          ]
        : [{ class: "state-compatible", text }];
    });
}

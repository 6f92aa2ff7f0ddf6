import type { Change } from "../../provider/resource-handler";
import type { TopicState } from "../kafka-admin";

/** What a topic should be; only the keys of `configs` are owned. */
export interface TopicDeclaration {
  readonly partitions: number;
  readonly configs: Readonly<Record<string, string>>;
}

/** How a topic differs from its declaration, and what has to be done about it. */
export interface TopicPlan {
  readonly changes: readonly Change[];
  /** Declared number of partitions where there are fewer, else null. */
  readonly growTo: number | null;
  /** The real number of partitions where it is larger than declared (partitions never shrink), else null. */
  readonly surplus: number | null;
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
}

/**
 * Compares a topic with its declaration. `formerKeys`: configuration keys that used to be declared; those that no
 * longer are go back to the broker's default.
 */
export function planTopic(
  actual: TopicState,
  declared: TopicDeclaration,
  formerKeys: readonly string[] = [],
): TopicPlan {
  const set = Object.fromEntries(
    Object.entries(declared.configs).filter(([key, value]) => actual.configs[key] !== value),
  );
  const unset = formerKeys.filter((key) => !(key in declared.configs) && key in actual.configs);
  const changes: Change[] = [
    ...(actual.partitions === declared.partitions
      ? []
      : [{ property: "partitions", kind: "update" } as const]),
    ...Object.keys(set).map(
      (key) => ({ property: `configs.${key}`, kind: key in actual.configs ? "update" : "add" }) as const,
    ),
    ...unset.map((key) => ({ property: `configs.${key}`, kind: "delete" }) as const),
  ];
  return {
    changes,
    growTo: actual.partitions < declared.partitions ? declared.partitions : null,
    surplus: actual.partitions > declared.partitions ? actual.partitions : null,
    set,
    unset,
  };
}

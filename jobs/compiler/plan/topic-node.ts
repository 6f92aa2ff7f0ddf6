import type { Hashed } from "./hashed";
import type { Lifecycle } from "./lifecycle";

/** One Kafka topic. Id: `topic:dwa.borough_minute`. */
export interface TopicNode extends Hashed {
  readonly name: string;
  /** What flows in it: DTS change records, a table's envelopes, or a table's dead letters. */
  readonly purpose: "changes" | "table" | "dead-letter";
  /** The table (`dwa.borough_minute`), or for `changes` the captured table (`business.trips`). */
  readonly of: string;
  readonly partitions: number;
  /** Topic configuration that is owned by the declaration, sorted by key; other keys are left alone. */
  readonly configs: Readonly<Record<string, string>>;
  readonly lifecycle: Lifecycle;
}

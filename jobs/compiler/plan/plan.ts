import type { ApiNode } from "./api-node";
import type { ConsumerNode } from "./consumer-node";
import type { JobNode } from "./job-node";
import type { SourceNode } from "./source-node";
import type { StoreNode } from "./store-node";
import type { TableNode } from "./table-node";
import type { TopicNode } from "./topic-node";

/**
 * The compiler's only output: canonical (lists sorted by id, no times, no machine paths), versioned and hashed.
 * The same layer files give the same bytes on every machine.
 */
export interface Plan {
  readonly version: 1;
  /** Name of the warehouse, from `layers/warehouse.yaml`. */
  readonly warehouse: string;
  /** SHA-256 over everything else in the Plan. */
  readonly hash: string;
  readonly sources: readonly SourceNode[];
  readonly tables: readonly TableNode[];
  readonly topics: readonly TopicNode[];
  readonly stores: readonly StoreNode[];
  readonly jobs: readonly JobNode[];
  readonly apis: readonly ApiNode[];
  readonly consumers: readonly ConsumerNode[];
}

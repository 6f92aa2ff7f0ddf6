import type { Column } from "./column";
import type { Hashed } from "./hashed";
import type { Lifecycle } from "./lifecycle";

/** One table of a store. Id: `hologres:dwa.borough_minute`. */
export interface StoreNode extends Hashed {
  /** Which system holds it. Components look it up in a table by this name; nothing branches on it. */
  readonly system: string;
  /** Id of the layer table. */
  readonly table: string;
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
  readonly lifecycle: Lifecycle;
}

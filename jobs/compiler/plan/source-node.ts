import type { Column } from "./column";
import type { Hashed } from "./hashed";

/** One captured table of a source database and the topic that its change records go to. */
export interface CapturedTable {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
  /** Name of the topic with the DTS (canal JSON) change records, e.g. `dts.business.trips`. */
  readonly topic: string;
}

/** A source database with a DTS (change data capture) subscription. Id: `source:business`. */
export interface SourceNode extends Hashed {
  readonly name: string;
  readonly doc: string;
  readonly owner: string;
  /** Wire protocol of the database. */
  readonly engine: "mysql";
  readonly database: string;
  readonly tables: readonly CapturedTable[];
}

import type { z } from "zod";
import type { Change } from "../provider/resource-handler";
import type { Dialect, TableAddress } from "./dialect";
import type { TableDefinition } from "./table-definition";
import type { StoreTableInputs } from "./table-inputs";

/** What a database holds, by `addressKey`. */
export interface DatabaseSnapshot {
  readonly tables: ReadonlyMap<string, TableDefinition>;
}

/** How one store's tables are reached: the parts in which two SQL databases differ. */
export interface TableSystem<I extends StoreTableInputs, S extends DatabaseSnapshot> {
  /** Type token of the resource. */
  readonly type: string;
  /** Name in messages, e.g. `hologres`. */
  readonly system: string;
  readonly dialect: Dialect;
  readonly inputs: z.ZodType<I>;
  readonly replaceOn: readonly (keyof I & string)[];
  /** Id of the resource. */
  id(inputs: I): string;
  address(inputs: I): TableAddress;
  /** Every table of the database, seen at once. Throws `DatabaseUnreachableError` where it does not answer. */
  load(inputs: I): Promise<S>;
  /** Runs statements in order; in one transaction where the database's DDL has them. */
  execute(inputs: I, statements: readonly string[]): Promise<void>;
  /** Statements before CREATE TABLE, e.g. for a schema. */
  prepare(inputs: I, snapshot: S): readonly string[];
  /** Statements before ALTER or DROP TABLE, e.g. to drop a view that pins its columns. */
  release(inputs: I): readonly string[];
  /** Statements that bring grants and views to their declaration, run after every change of the table. */
  companions(inputs: I, snapshot: S): readonly string[];
  /** How grants and views differ from their declaration. */
  companionChanges(inputs: I, snapshot: S): readonly Change[];
}

/** The key of a table in a snapshot. */
export function addressKey(table: TableAddress): string {
  return table.schema === null ? table.name : `${table.schema}.${table.name}`;
}

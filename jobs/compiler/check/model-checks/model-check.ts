import type { Diagnostic } from "../../diagnostic/diagnostic";
import type { Model } from "../../model/model";
import type { TableModel } from "../../model/table-model";
import type { Contract } from "../contract";
import type { QueryFacts } from "../facts/query-facts";

/** A table whose contract is known and that is in no circle. */
export interface KnownTable {
  readonly model: TableModel;
  readonly contract: Contract;
  /** Ids of the tables that its SELECT reads. */
  readonly reads: readonly string[];
  readonly facts: QueryFacts;
}

/** What a check of the whole model sees. */
export interface KnownModel {
  readonly model: Model;
  /** By id; each after the tables that it reads. */
  readonly tables: ReadonlyMap<string, KnownTable>;
}

/** A check of the whole model; its findings carry one of `ids`. */
export interface ModelCheck {
  readonly ids: readonly string[];
  /** Whether it would guess where tables are wrong: then it waits until no error is left. */
  readonly needsSound: boolean;
  readonly run: (known: KnownModel) => readonly Diagnostic[];
}

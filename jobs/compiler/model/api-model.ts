import type { FilterOperator } from "../plan/api-node";
import type { Places } from "./places";

/** One HTTP API as declared in `layers/apis/<name>.yaml`. */
export interface ApiModel {
  readonly name: string;
  readonly places: Places;
  readonly doc: string;
  readonly owner: string;
  /** Id of the layer table. */
  readonly table: string;
  /** Null: the table's first store that serves APIs. */
  readonly system: string | null;
  readonly filters: readonly {
    readonly field: string;
    readonly operators: readonly FilterOperator[];
    readonly required: boolean;
  }[];
  readonly order: readonly { readonly field: string; readonly direction: "asc" | "desc" }[];
  readonly limit: { readonly default: number; readonly max: number };
  readonly timeoutMs: number;
  readonly ratePerMinute: number;
  readonly grants: readonly {
    readonly consumer: string;
    readonly columns: readonly string[] | null;
    readonly rows: Readonly<Record<string, readonly string[]>>;
  }[];
}

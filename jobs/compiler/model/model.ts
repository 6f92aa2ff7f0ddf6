import type { ApiModel } from "./api-model";
import type { ConsumerModel } from "./consumer-model";
import type { SourceModel } from "./source-model";
import type { TableModel } from "./table-model";

/** Everything that the layer files declare, each part by its name; not yet checked against each other. */
export interface Model {
  /** Empty when `layers/warehouse.yaml` is broken or missing. */
  readonly warehouse: string;
  readonly sources: ReadonlyMap<string, SourceModel>;
  /** By id, e.g. `dws.trip`. */
  readonly tables: ReadonlyMap<string, TableModel>;
  readonly apis: ReadonlyMap<string, ApiModel>;
  readonly consumers: ReadonlyMap<string, ConsumerModel>;
  /**
   * Parts whose file could not be read, by kind: they exist, so a reference to them is not an error.
   */
  readonly broken: {
    readonly sources: ReadonlySet<string>;
    readonly tables: ReadonlySet<string>;
    readonly apis: ReadonlySet<string>;
    readonly consumers: ReadonlySet<string>;
  };
}

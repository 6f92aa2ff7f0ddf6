/** A column that another column comes from directly: one step, not the whole way to the source. */
export interface LineageOrigin {
  /** Id of the layer table, or `source:<source>.<table>` for a captured table. */
  readonly table: string;
  readonly column: string;
  /**
   * `direct`: its value flows in. `indirect`: it only decides the value, as what CASE tests, what COUNT counts and the
   * keys of OVER do. Filters, join and group keys are no origins.
   */
  readonly kind: "direct" | "indirect";
}

/** The origins of each column of a table, sorted by table and column; empty for constants and COUNT(*). */
export type TableLineage = Readonly<Record<string, readonly LineageOrigin[]>>;

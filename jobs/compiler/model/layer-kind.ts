/** What a layer is: the rules that all its tables obey. Shared code reads these and never a layer's name. */
export interface LayerKind {
  readonly name: string;
  readonly title: string;
  /** `capture`: rows come from a source; `query`: rows are computed by the table's SELECT. */
  readonly writtenFrom: "capture" | "query";
  /** Layers that the SELECT may read. */
  readonly mayRead: readonly string[];
  /** Whether a table must say what makes a row unique. */
  readonly key: "required" | "optional";
  /** What a row stands for: one row of what is read, or many of them together. */
  readonly grain: "row" | "group";
}

/** The five layers, from the source to the answer. */
export const LAYER_KINDS: readonly LayerKind[] = [
  { name: "ods", title: "ODS", writtenFrom: "capture", mayRead: [], key: "optional", grain: "row" },
  { name: "dim", title: "DIM", writtenFrom: "query", mayRead: ["ods", "dim"], key: "required", grain: "row" },
  { name: "dws", title: "DWS", writtenFrom: "query", mayRead: ["ods", "dim"], key: "required", grain: "row" },
  { name: "dwf", title: "DWF", writtenFrom: "query", mayRead: ["dws", "dim"], key: "required", grain: "row" },
  {
    name: "dwa",
    title: "DWA",
    writtenFrom: "query",
    mayRead: ["dwf", "dws", "dim"],
    key: "required",
    grain: "group",
  },
];

/** The layer of a folder name, if it is one. */
export function layerKind(name: string): LayerKind | undefined {
  return LAYER_KINDS.find((kind) => kind.name === name);
}

/** Folders of `layers/` that are kept for kinds which no version reads yet, with what they will hold. */
export const RESERVED_KINDS: ReadonlyMap<string, string> = new Map([
  ["metrics", "Metrics"],
  ["alerts", "Alerts"],
  ["rules", "Rules"],
]);

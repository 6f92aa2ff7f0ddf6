/**
 * What a change does to a table that runs, from harmless to dangerous:
 *
 * - `no-change`: nothing.
 * - `metadata`: only what is said about it (doc, owner, freshness, lifecycle, classification).
 * - `additive`: something new that fills itself; no row that exists is touched.
 * - `state-compatible`: its job is deployed anew and goes on from its savepoint; every row stays right.
 * - `state-breaking`: its job can't, or must not, go on from its savepoint; it is computed again from its topics.
 * - `destructive`: rows or values that are kept today are deleted.
 */
export type ChangeClass =
  | "no-change"
  | "metadata"
  | "additive"
  | "state-compatible"
  | "state-breaking"
  | "destructive";

/** All classes, the most dangerous last. */
export const CHANGE_CLASSES: readonly ChangeClass[] = [
  "no-change",
  "metadata",
  "additive",
  "state-compatible",
  "state-breaking",
  "destructive",
];

/** The most dangerous of some classes; `no-change` of none. */
export function worstClass(classes: readonly ChangeClass[]): ChangeClass {
  return CHANGE_CLASSES[Math.max(0, ...classes.map((one) => CHANGE_CLASSES.indexOf(one)))] ?? "no-change";
}

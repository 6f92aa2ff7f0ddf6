import type { Lifecycle } from "../../jobs/compiler/plan/lifecycle";

/** Environment variable with the ids of tables whose data may be deleted, separated by commas; `*` names all of them. */
export const ALLOW_DELETE = "STRATA_ALLOW_DELETE";

/** The tables that `STRATA_ALLOW_DELETE` names; `*` stands for all. */
export function allowedDeletions(environment: NodeJS.ProcessEnv = process.env): readonly string[] {
  return (environment[ALLOW_DELETE] ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Whether the user named `table` (its id, e.g. `dwa.borough_minute`) as one whose data may be deleted. */
export function isDeletionAllowed(table: string, allowed: readonly string[] = allowedDeletions()): boolean {
  return allowed.includes("*") || allowed.includes(table);
}

/** The flag that allows the deletion of `table`, as a user types it. */
export function allowDeleteHint(table: string): string {
  return `npm run up -- --allow-delete ${table} (or ${ALLOW_DELETE}=${table})`;
}

/** What a deletion has to do, by lifecycle: `keep` leaves the real thing alone, `refuse` fails. */
export type DeletionVerdict = "delete" | "keep" | "refuse";

const VERDICTS: Readonly<Record<Lifecycle, (allowed: boolean) => DeletionVerdict>> = {
  managed: () => "delete",
  protected: (allowed) => (allowed ? "delete" : "refuse"),
  external: () => "keep",
};

/** What happens to something of `table` that is no longer declared. */
export function deletionVerdict(lifecycle: Lifecycle, table: string): DeletionVerdict {
  return VERDICTS[lifecycle](isDeletionAllowed(table));
}

/** The sentence that says what would be lost and how to allow it. `what` e.g. `topic dws.trip with all of its records`. */
export function refusedDeletion(table: string, what: string): Error {
  return new Error(
    `${table} is protected and holds data: ${what} would be deleted. To do so name it: ${allowDeleteHint(table)}`,
  );
}

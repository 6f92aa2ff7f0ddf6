/**
 * How a part is: `ok` as it should be, `off` not wanted, `down` known not to be as it should, `unknown` could not be
 * looked at.
 */
export type PartState = "ok" | "off" | "down" | "unknown";

/** One line of `strata status`. */
export interface Part {
  readonly group: "process" | "job" | "topics" | "store" | "api" | "traffic";
  readonly name: string;
  readonly state: PartState;
  readonly detail: string;
  /** Memory in bytes, of a process. */
  readonly memory?: number;
  readonly pid?: number;
  /** Number of rows, of a store's table. */
  readonly rows?: number;
}

const LOOK_MS = 6000;

/** Looks at a part within 6 s; a look that fails makes it `unknown`, with why. */
export async function look(
  group: Part["group"],
  name: string,
  work: () => Promise<Part | readonly Part[]>,
): Promise<readonly Part[]> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${LOOK_MS / 1000} s`)), LOOK_MS);
  });
  try {
    const found = await Promise.race([work(), timeout]);
    return Array.isArray(found) ? (found as readonly Part[]) : [found as Part];
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [{ group, name, state: "unknown", detail }];
  } finally {
    clearTimeout(timer);
  }
}

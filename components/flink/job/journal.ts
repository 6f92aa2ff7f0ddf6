import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import type { JobSpec } from "./job-spec";

const version = z.object({
  jobId: z.string(),
  spec: z.object({
    name: z.string(),
    entryClass: z.string(),
    jarPath: z.string(),
    jarSha256: z.string(),
    programArgs: z.array(z.string()).readonly(),
    parallelism: z.number(),
  }),
  lineage: z.array(z.string()).readonly(),
  healthy: z.boolean(),
  startedFrom: z.string().nullable(),
});

const journal = z.object({
  version: z.literal(1),
  step: z.enum(["starting", "running", "stopping", "deleted"]),
  current: version.nullable(),
  previous: version.nullable(),
  savepoint: z.string().nullable(),
});

/**
 * A version of a job as it was (or is about to be) run. `lineage`: ids of the jobs whose savepoints and checkpoints
 * carry its state, newest first, its own among them.
 */
export interface RunVersion {
  readonly jobId: string;
  readonly spec: JobSpec;
  readonly lineage: readonly string[];
  /** Whether it once had every vertex running and a completed checkpoint. */
  readonly healthy: boolean;
  readonly startedFrom: string | null;
}

/** Written before each step of a job's life, so that an interrupted update can be finished or undone. */
export interface Journal {
  readonly version: 1;
  readonly step: "starting" | "running" | "stopping" | "deleted";
  readonly current: RunVersion | null;
  /** The version to go back to while `current` has not proved itself. */
  readonly previous: RunVersion | null;
  /** The newest savepoint that was asked for and written. */
  readonly savepoint: string | null;
}

/** The journal of a job, or null before its first run. Throws when the file is damaged. */
export function readJournal(folder: string, name: string): Journal | null {
  const file = journalFile(folder, name);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return null;
    }
    throw error;
  }
  try {
    return journal.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${file} is damaged, so it is unknown what job ${name} last did; repair or remove it`, {
      cause: error,
    });
  }
}

/** Replaces the journal of a job in one step. */
export function writeJournal(folder: string, name: string, content: Journal): void {
  mkdirSync(folder, { recursive: true });
  const file = journalFile(folder, name);
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { flush: true });
  renameSync(`${file}.new`, file);
}

function journalFile(folder: string, name: string): string {
  return path.join(folder, `${name}.json`);
}

import { createHash } from "node:crypto";

/** One version of a job: everything that decides what it does. No secret is part of it. */
export interface JobSpec {
  /** Flink's `pipeline.name`, which the program sets itself: at most one job of a name runs. */
  readonly name: string;
  readonly entryClass: string;
  readonly jarPath: string;
  /** SHA-256 of the jar, 64 hex digits. */
  readonly jarSha256: string;
  readonly programArgs: readonly string[];
  readonly parallelism: number;
}

/** Global job parameter that carries the fingerprint of a running job. */
export const FINGERPRINT_PARAMETER = "strata.fingerprint";

/** 16 hex digits over what the job does: two specs with the same fingerprint are the same job, wherever the jar lies. */
export function fingerprint(spec: JobSpec): string {
  const content = JSON.stringify([spec.entryClass, spec.jarSha256, spec.programArgs, spec.parallelism]);
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}

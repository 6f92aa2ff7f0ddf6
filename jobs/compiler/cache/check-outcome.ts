import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Diagnostic } from "../diagnostic/diagnostic";
import type { Plan } from "../plan/plan";
import { readSources, type SourceFiles } from "../read-sources";
import { readCacheFile, writeCacheFile } from "./cache-file";

/** What a check says: whether there is a Plan, its hash and how much is in it, and all that was found. */
export interface CheckOutcome {
  /** Null when there is an error. */
  readonly plan: {
    readonly hash: string;
    readonly tables: number;
    readonly jobs: number;
    readonly topics: number;
    readonly stores: number;
    readonly apis: number;
  } | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a compiler of this version keeps what it has done; the folder can be deleted at any time. */
export interface CompileCache {
  readonly folder: string;
  /** The same for compilers that give the same results: entries of another are not read. */
  readonly version: string;
}

/**
 * Checks the layer files of the project at `root`. Does only what changes since the last run ask for: nothing at all when
 * nothing has changed. Without a cache, everything.
 */
export async function checkProject(root: string, cache: CompileCache | null): Promise<CheckOutcome> {
  const sources = readSources(root);
  if (cache === null) return compiled(sources, null);
  const file = join(cache.folder, "outcome.json");
  const digest = digestOf(sources);
  const kept = readCacheFile(file, cache.version) as { digest: string; outcome: CheckOutcome } | undefined;
  if (kept?.digest === digest) return kept.outcome;
  const outcome = await compiled(sources, cache);
  writeCacheFile(file, cache.version, { digest, outcome });
  return outcome;
}

/** The compiler is loaded only when there is something to compile: loading takes longer than the answer of an unchanged project. */
async function compiled(sources: SourceFiles, cache: CompileCache | null): Promise<CheckOutcome> {
  const { compileFiles } = await import("../compile.js");
  if (cache === null) return outcomeOf(compileFiles(sources));
  const { KeptMemory } = await import("./kept-memory.js");
  const { ShardStore } = await import("./shard-store.js");
  const store = new ShardStore(cache.folder, cache.version);
  const outcome = outcomeOf(compileFiles(sources, new KeptMemory(store)));
  store.flush();
  return outcome;
}

function outcomeOf(compilation: {
  readonly plan: Plan | null;
  readonly diagnostics: readonly Diagnostic[];
}): CheckOutcome {
  const { plan, diagnostics } = compilation;
  if (plan === null) return { plan: null, diagnostics };
  const { hash, tables, jobs, topics, stores, apis } = plan;
  return {
    plan: {
      hash,
      tables: tables.length,
      jobs: jobs.length,
      topics: topics.length,
      stores: stores.length,
      apis: apis.length,
    },
    diagnostics,
  };
}

function digestOf({ files, diagnostics }: SourceFiles): string {
  const hash = createHash("sha256").update(JSON.stringify(diagnostics));
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, text } of sorted) hash.update(`\u0000${path.length} ${text.length} ${path}${text}`);
  return hash.digest("hex");
}

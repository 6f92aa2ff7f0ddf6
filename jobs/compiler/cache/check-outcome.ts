import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Verdict } from "../compile";
import type { Diagnostic } from "../diagnostic/diagnostic";
import type { PlanSize } from "../plan/build/build-plan";
import { readSources, type SourceFiles } from "../read-sources";
import { readCacheFile, writeCacheFile } from "./cache-file";

/** What a check says: whether there is a Plan, how much is in it and its hash, and all that was found. */
export interface CheckOutcome {
  /** Null when there is an error. */
  readonly plan: (PlanSize & { /** Null: was not asked for. */ readonly hash: string | null }) | null;
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
 * nothing has changed. Without a cache, everything. `hashed`: whether the Plan's hash is asked for, which takes longer.
 */
export async function checkProject(
  root: string,
  cache: CompileCache | null,
  hashed: boolean,
): Promise<CheckOutcome> {
  const sources = readSources(root);
  if (cache === null) return checked(sources, null, hashed);
  const file = join(cache.folder, "outcome.json");
  const digest = digestOf(sources);
  const kept = readCacheFile(file, cache.version) as { digest: string; outcome: CheckOutcome } | undefined;
  if (kept?.digest === digest && !(hashed && kept.outcome.plan?.hash === null)) return kept.outcome;
  const outcome = await checked(sources, cache, hashed);
  writeCacheFile(file, cache.version, { digest, outcome });
  return outcome;
}

/** The compiler is loaded only when something is to be checked: loading takes longer than answering for an unchanged project. */
async function checked(
  sources: SourceFiles,
  cache: CompileCache | null,
  hashed: boolean,
): Promise<CheckOutcome> {
  const { checkFiles } = await import("../compile.js");
  const { buildPlan, planSize, sizeOf } = await import("../plan/build/build-plan.js");
  const outcomeOf = ({ checked: model, diagnostics }: Verdict): CheckOutcome => {
    if (model === null) return { plan: null, diagnostics };
    if (!hashed) return { plan: { ...planSize(model), hash: null }, diagnostics };
    const plan = buildPlan(model);
    return { plan: { ...sizeOf(plan), hash: plan.hash }, diagnostics };
  };
  if (cache === null) return outcomeOf(checkFiles(sources));
  const { KeptMemory } = await import("./kept-memory.js");
  const { ShardStore } = await import("./shard-store.js");
  const store = new ShardStore(cache.folder, cache.version);
  const outcome = outcomeOf(checkFiles(sources, new KeptMemory(store)));
  store.flush();
  return outcome;
}

function digestOf({ files, diagnostics }: SourceFiles): string {
  const hash = createHash("sha256").update(JSON.stringify(diagnostics));
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, text } of sorted) hash.update(`\u0000${path.length} ${text.length} ${path}${text}`);
  return hash.digest("hex");
}

import { seededRandom } from "../../bench/compile/random";
import type { SourceFile } from "../../jobs/compiler/parse/source-file";
import type { MakeCase } from "./case";
import { baseMemory, judge } from "./judge";
import { MODEL_CASES } from "./model-cases";
import { SQL_CASES } from "./sql-cases";
import { YAML_CASES } from "./yaml-cases";

const CLASSES: Readonly<Record<string, MakeCase>> = { ...YAML_CASES, ...SQL_CASES, ...MODEL_CASES };

/** Cases of a class take long by their size: of those there are fewer. */
const FEWER: Readonly<Record<string, number>> = { "huge files": 20, "deep yaml": 5, "deep sql": 5 };

/** What came of the cases of one class. */
export interface ClassCount {
  readonly name: string;
  cases: number;
  /** Cases with at least one error, and the errors in all of them. */
  refused: number;
  errors: number;
  /** Cases that compiled to a Plan. */
  sound: number;
  failed: number;
}

/** A case that the compiler failed; `seed` makes it again. */
export interface Failure {
  readonly name: string;
  readonly seed: number;
  readonly failure: string;
}

/**
 * Compiles `cases` mutations of the base, as many of each class; the same seed makes the same cases. Stops early after
 * `most` failures.
 */
export function runFuzz(
  base: readonly SourceFile[],
  cases: number,
  seed: number,
  most = 20,
): { readonly counts: readonly ClassCount[]; readonly failures: readonly Failure[] } {
  const counts = Object.keys(CLASSES).map(
    (name): ClassCount => ({ name, cases: 0, refused: 0, errors: 0, sound: 0, failed: 0 }),
  );
  const failures: Failure[] = [];
  const memory = baseMemory(base);
  let made = 0;
  for (let round = 0; made < cases && failures.length < most; round++) {
    for (const [i, count] of counts.entries()) {
      if (made >= cases) break;
      if (round % (FEWER[count.name] ?? 1) !== 0) continue;
      const caseSeed = (seed * 1_000_003 + round * counts.length + i) >>> 0;
      const outcome = judge(makeCase(count.name, caseSeed, base), memory);
      made++;
      count.cases++;
      if (outcome.failure !== null) {
        count.failed++;
        failures.push({ name: count.name, seed: caseSeed, failure: outcome.failure });
        continue;
      }
      count.errors += outcome.errors;
      count.refused += outcome.errors > 0 ? 1 : 0;
      count.sound += outcome.sound ? 1 : 0;
    }
  }
  return { counts, failures };
}

/** The files of one case. */
export function makeCase(name: string, seed: number, base: readonly SourceFile[]): readonly SourceFile[] {
  const make = CLASSES[name];
  if (make === undefined) throw new Error(`there is no class "${name}"`);
  return make(seededRandom(seed), base);
}

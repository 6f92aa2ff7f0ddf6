/**
 * What a new version of a SQL job writes that the old one did not, e.g. "`_adb`.`dwa.trips`", sorted. Flink would
 * restore such a version from the old one's savepoint without complaint, and what is new would lack its history.
 */
export function newWrites(olds: readonly string[], news: readonly string[]): readonly string[] {
  const before = writesOf(olds);
  return before.size === 0 ? [] : [...writesOf(news)].filter((target) => !before.has(target)).sort();
}

/** The targets of the INSERT statements in a job's program arguments; none for programs of another form. */
function writesOf(programArgs: readonly string[]): ReadonlySet<string> {
  const job = programArgs[programArgs.indexOf("--job") + 1];
  if (!programArgs.includes("--job") || job === undefined) return new Set();
  const { inserts = [] } = JSON.parse(job) as { readonly inserts?: readonly string[] };
  return new Set(inserts.flatMap((sql) => /^INSERT INTO ((?:`[^`]*`\.?)+)/.exec(sql)?.[1] ?? []));
}

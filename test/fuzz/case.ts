import type { Random } from "../../bench/compile/random";
import type { SourceFile } from "../../jobs/compiler/parse/source-file";

/** Makes one case of a class: layer files to compile, changed from `base`. */
export type MakeCase = (random: Random, base: readonly SourceFile[]) => readonly SourceFile[];

/** The files with the text of one of them changed. */
export function editFile(
  random: Random,
  files: readonly SourceFile[],
  edit: (text: string, path: string) => string,
): readonly SourceFile[] {
  const target = random.pick(files).path;
  return files.map((file) => (file.path === target ? { ...file, text: edit(file.text, file.path) } : file));
}

/** The files with the SQL of one table changed: what follows `sql: |`, without its indentation. */
export function editSql(
  random: Random,
  files: readonly SourceFile[],
  edit: (sql: string) => string,
): readonly SourceFile[] {
  const withSql = files.filter((file) => file.text.includes("sql: |\n"));
  const target = random.pick(withSql).path;
  return files.map((file) => {
    if (file.path !== target) return file;
    const [head = "", sql = ""] = file.text.split("sql: |\n");
    const edited = edit(sql.replace(/^ {2}/gm, "")).replace(/^/gm, "  ");
    return { ...file, text: `${head}sql: |\n${edited}\n` };
  });
}

/** Applies an edit from 1 to `most` times. */
export function repeatedly<T>(random: Random, most: number, start: T, edit: (value: T) => T): T {
  let value = start;
  for (let i = 1 + random.below(most); i > 0; i--) value = edit(value);
  return value;
}

/** The text with up to `most` characters cut out at a random place and `scrap` put there. */
export function splice(random: Random, text: string, scrap: string, most: number): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + scrap + text.slice(at + random.below(most + 1));
}

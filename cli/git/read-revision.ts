import { spawnSync } from "node:child_process";
import type { SourceFile } from "../../jobs/compiler/parse/source-file";
import { UserError } from "../user-error";

const MAX_BYTES = 2 ** 30;

/**
 * The layer files of the project at `root` as they are at a git revision. Nothing is checked out.
 *
 * @throws UserError when git is missing, `root` is no work tree, or the revision is unknown.
 */
export function readRevision(root: string, revision: string): readonly SourceFile[] {
  const commit = git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`])
    .toString()
    .trim();
  const entries = git(root, ["ls-tree", "-r", "-z", commit, "layers/"])
    .toString()
    .split("\0")
    .flatMap((line) => {
      const match = /^\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(line);
      const [, blob, path] = match ?? [];
      return blob === undefined || path === undefined || !isLayerFile(path) ? [] : [{ blob, path }];
    });
  const contents = blobs(
    git(root, ["cat-file", "--batch"], `${entries.map((entry) => entry.blob).join("\n")}\n`),
    entries.length,
  );
  return entries.map(({ path }, i) => ({ path, text: contents[i] ?? "" }));
}

/** The same files that are read from the work tree: YAML, not hidden. */
function isLayerFile(path: string): boolean {
  return /\.ya?ml$/i.test(path) && !path.split("/").some((part) => part.startsWith("."));
}

/** Cuts the answer of `git cat-file --batch`: for each blob `<id> blob <bytes>`, a line break, the bytes, a line break. */
function blobs(answer: Buffer, count: number): readonly string[] {
  const texts: string[] = [];
  for (let at = 0; texts.length < count; ) {
    const end = answer.indexOf(10, at);
    const size = Number(answer.subarray(at, end).toString().split(" ")[2]);
    if (end < 0 || !Number.isInteger(size)) throw new Error("git cat-file gave an answer that is not whole.");
    texts.push(answer.subarray(end + 1, end + 1 + size).toString());
    at = end + 1 + size + 1;
  }
  return texts;
}

function git(root: string, args: readonly string[], input = ""): Buffer {
  const { stdout, stderr, status, error } = spawnSync("git", args, {
    cwd: root,
    input,
    maxBuffer: MAX_BYTES,
  });
  if (error !== undefined) throw new UserError(`git can't be run: ${error.message}`);
  if (status === 0) return stdout;
  const said = stderr.toString().trim();
  const revision = args[0] === "rev-parse" ? args.at(-1)?.replace("^{commit}", "") : undefined;
  throw new UserError(
    revision !== undefined && said === ""
      ? `git knows no revision "${revision}" here. In CI, fetch it first (fetch-depth: 0).`
      : `git ${args[0]} failed: ${said}`,
  );
}

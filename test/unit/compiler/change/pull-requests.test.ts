import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { classify } from "../../../../jobs/compiler/change/classify";
import { printMarkdown } from "../../../../jobs/compiler/change/print-markdown";
import { compileSources } from "../../../../jobs/compiler/compile";
import type { SourceFile } from "../../../../jobs/compiler/parse/source-file";
import type { Plan } from "../../../../jobs/compiler/plan/plan";
import { readSources } from "../../../../jobs/compiler/read-sources";

const ROOT = join(__dirname, "..", "..", "..", "..");
const DOCS = join(ROOT, "docs", "pull-requests");
const BASE = readSources(ROOT).files;

function planOf(files: readonly SourceFile[]): Plan {
  const { plan, diagnostics } = compileSources(files);
  if (plan === null)
    throw new Error(diagnostics.map((one) => `${one.file}:${one.line} ${one.message}`).join("\n"));
  return plan;
}

/** The layer files as a pull request leaves them. */
function applied(folder: string): readonly SourceFile[] {
  const list = join(folder, "removed.txt");
  const removed = existsSync(list) ? readFileSync(list, "utf8").trim().split("\n") : [];
  const added = existsSync(join(folder, "layers")) ? readSources(folder).files : [];
  const gone = new Set([...removed, ...added.map((file) => file.path)]);
  return [...BASE.filter((file) => !gone.has(file.path)), ...added];
}

describe("the worked pull requests", () => {
  const names = readdirSync(DOCS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

  it("are five", () => {
    expect(names).toHaveLength(5);
  });

  it.each(names)("%s", async (name) => {
    const folder = join(DOCS, name);
    const text = printMarkdown(classify(planOf(BASE), planOf(applied(folder))));
    await expect(text).toMatchFileSnapshot(join(folder, "report.md"));
  });
});

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import pc from "picocolors";
import { checkPages } from "../../jobs/compiler/diagnostic/rules/check-pages";
import { PAGES_FOLDER } from "../../jobs/compiler/diagnostic/rules/page-of";
import { editorSchema, schemaText } from "../../jobs/compiler/parse/editor/json-schema";
import { layerSchemas, SCHEMAS_FOLDER } from "../../jobs/compiler/parse/editor/layer-schemas";
import { stackSchema } from "../../stacks/stack-schema";

/** The generated files that help people who write YAML, by their path from the project root. */
export function generatedHelp(): ReadonlyMap<string, string> {
  const schemas = new Map([
    ...layerSchemas(),
    ["stack.json", editorSchema("Stack", stackSchema, { description: "What is deployed where." })] as const,
  ]);
  return new Map([
    ...[...schemas].map(([name, schema]) => [`${SCHEMAS_FOLDER}/${name}`, schemaText(schema)] as const),
    ...checkPages(),
  ]);
}

/**
 * `strata schemas`: writes the JSON Schemas of YAML files and the pages of the checks. With `check` nothing is written.
 * Exit code 1: with `check`, a file that is not current, or one that nothing generates.
 */
export async function schemasCommand(root: string, options: { readonly check?: boolean }): Promise<number> {
  const wanted = generatedHelp();
  const stale = [...wanted].filter(([path, text]) => textOf(join(root, path)) !== text).map(([path]) => path);
  const strange = [SCHEMAS_FOLDER, PAGES_FOLDER]
    .flatMap((folder) =>
      existsSync(join(root, folder))
        ? readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)
        : [],
    )
    .filter((path) => !wanted.has(path));
  for (const path of strange)
    process.stderr.write(`${pc.yellow("not generated")}: ${path}; remove it if it is of no use any more\n`);
  if (options.check === true) {
    for (const path of stale)
      process.stderr.write(`${pc.red("not current")}: ${path}; run "npm run schemas"\n`);
    return stale.length + strange.length > 0 ? 1 : 0;
  }
  for (const path of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), wanted.get(path) ?? "");
  }
  process.stdout.write(`${pc.green("ok")}: ${wanted.size} files, ${stale.length} of them new\n`);
  return 0;
}

function textOf(file: string): string | null {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

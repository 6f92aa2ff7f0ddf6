import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, errorAt } from "./diagnostic/diagnostic";
import { LAYERS_FOLDER } from "./parse/parse-model";
import type { SourceFile } from "./parse/source-file";

/**
 * Reads the layer files of a project: all files of `layers/` that look like YAML. Hidden files and others (a README) are
 * passed over. A file that can't be read is an error, never an absence.
 */
export function readSources(root: string): {
  readonly files: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const files: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const report = (path: string, code: string, message: string, hint: string): void => {
    diagnostics.push(errorAt({ file: path, line: 1, column: 1, length: 1 }, code, message, hint));
  };
  const walk = (path: string): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(join(root, path), { withFileTypes: true });
    } catch (error) {
      return report(
        path,
        "file/read",
        `The folder can't be read: ${reason(error)}.`,
        "Is this the project's root?",
      );
    }
    for (const entry of entries) {
      const inner = `${path}/${entry.name}`;
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory()) walk(inner);
      else if (/\.ya?ml$/i.test(entry.name)) {
        try {
          const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
            readFileSync(join(root, inner)),
          );
          files.push({ path: inner, text });
        } catch (error) {
          const notText = error instanceof TypeError;
          const message = notText
            ? "The file is not UTF-8 text."
            : `The file can't be read: ${reason(error)}.`;
          report(inner, notText ? "file/encoding" : "file/read", message, notText ? "Save it as UTF-8." : "");
        }
      }
    }
  };
  walk(LAYERS_FOLDER);
  return { files, diagnostics };
}

/** The system's error code; its message would name a path of this machine. */
function reason(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}

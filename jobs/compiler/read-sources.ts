import { isUtf8 } from "node:buffer";
import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, errorAt } from "./diagnostic/diagnostic";
import { LAYERS_FOLDER } from "./layers-folder";
import type { SourceFile } from "./parse/source-file";

/** The layer files of a project as they were read, and what could not be read. */
export interface SourceFiles {
  readonly files: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the layer files of a project: all files of `layers/` that look like YAML. Hidden files and others (a README) are
 * passed over. A file that can't be read is an error, never an absence.
 */
export function readSources(root: string): SourceFiles {
  return readFolder(root, LAYERS_FOLDER);
}

function readFolder(root: string, path: string): SourceFiles {
  let entries: Dirent[];
  try {
    entries = readdirSync(join(root, path), { withFileTypes: true });
  } catch (error) {
    const message = `The folder can't be read: ${reason(error)}.`;
    return failure(path, "file/read", message, "Run it in the folder that holds layers/.");
  }
  const parts = entries
    .filter((entry) => !entry.name.startsWith("."))
    .flatMap((entry) => {
      const inner = `${path}/${entry.name}`;
      if (entry.isDirectory()) return [readFolder(root, inner)];
      return /\.ya?ml$/i.test(entry.name) ? [readFile(root, inner)] : [];
    });
  return {
    files: parts.flatMap((part) => part.files),
    diagnostics: parts.flatMap((part) => part.diagnostics),
  };
}

function readFile(root: string, path: string): SourceFiles {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(root, path));
  } catch (error) {
    return failure(path, "file/read", `The file can't be read: ${reason(error)}.`, "");
  }
  if (!isUtf8(bytes)) {
    return failure(path, "file/encoding", "The file is not UTF-8 text.", "Save it as UTF-8.");
  }
  return { files: [{ path, text: bytes.toString("utf8") }], diagnostics: [] };
}

function failure(file: string, code: string, message: string, hint: string): SourceFiles {
  return { files: [], diagnostics: [errorAt({ file, line: 1, column: 1, length: 1 }, code, message, hint)] };
}

/** The system's error code; its message would name a path of this machine. */
function reason(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}

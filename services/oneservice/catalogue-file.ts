import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Catalogue, parseCatalogue } from "./catalogue";

/** Where a stack keeps its catalogue, from which the gateway starts. */
export function catalogueFile(stackFolder: string): string {
  return join(stackFolder, "data", "oneservice", "catalogue.json");
}

/** Writes the catalogue so that a reader, or a crash, sees the old one or the new one, never a part. */
export function writeCatalogue(file: string, catalogue: Catalogue): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.tmp`;
  const handle = openSync(draft, "w", 0o600);
  try {
    writeSync(handle, JSON.stringify(catalogue));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
}

/** The stored catalogue, or null when none was written yet; throws when the file is unreadable or invalid. */
export function readCatalogue(file: string): Catalogue | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  return parseCatalogue(JSON.parse(text));
}

import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
} from "node:fs";
import * as path from "node:path";

const ROTATE_BYTES = 20 * 2 ** 20;
const EXCERPT_BYTES = 16 * 2 ** 10;
const EXCERPT_LINES = 15;

/** Makes the log's folder and, when the log grew over 20 MiB, moves it to `<log>.1`. Returns its size in bytes. */
export function prepareLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true });
  if (!existsSync(file)) {
    return 0;
  }
  const { size } = statSync(file);
  if (size <= ROTATE_BYTES) {
    return size;
  }
  renameSync(file, `${file}.1`);
  return 0;
}

/** The last lines that were written to a log after byte `from`; empty when there are none. */
export function logExcerpt(file: string, from: number): string {
  if (!existsSync(file)) {
    return "";
  }
  const descriptor = openSync(file, "r");
  try {
    const { size } = fstatSync(descriptor);
    const start = Math.max(from, size - EXCERPT_BYTES);
    const buffer = Buffer.alloc(Math.max(0, size - start));
    readSync(descriptor, buffer, 0, buffer.length, start);
    return buffer.toString("utf8").trimEnd().split("\n").slice(-EXCERPT_LINES).join("\n");
  } finally {
    closeSync(descriptor);
  }
}

import { createHash } from "node:crypto";

/** What stands for a text in the cache: 32 hex digits of its SHA-256. */
export function textHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

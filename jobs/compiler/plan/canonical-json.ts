import { createHash } from "node:crypto";

/** Texts of lists by identity while a large value is hashed part by part and then as a whole; else null. */
let shared: WeakMap<readonly unknown[], string> | null = null;

let unhashed = false;

/** JSON with sorted keys and no white space: equal values give equal bytes. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return listText(value);
  if (typeof value === "string") return JSON.stringify(value);
  // As in JSON.stringify: what is not data (undefined) is null in a list and left out of a map.
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const map = value as Readonly<Record<string, unknown>>;
  let text = "";
  for (const key of Object.keys(map).sort()) {
    if (map[key] === undefined) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(map[key])}`;
  }
  return `{${text}}`;
}

/** SHA-256 of the canonical JSON, 64 lower-case hex digits. */
export function canonicalHash(value: unknown): string {
  if (unhashed) return "";
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

/** Runs `work` with empty hashes: for what is to be counted only. */
export function withoutHashes<T>(work: () => T): T {
  const before = unhashed;
  unhashed = true;
  try {
    return work();
  } finally {
    unhashed = before;
  }
}

/** Runs `work` so that a list that is hashed in several places is written out once; `work` must not change any list. */
export function withSharedTexts<T>(work: () => T): T {
  const before = shared;
  shared = new WeakMap();
  try {
    return work();
  } finally {
    shared = before;
  }
}

function listText(list: readonly unknown[]): string {
  let text = shared?.get(list);
  if (text === undefined) {
    text = `[${list.map((one) => canonicalJson(one ?? null)).join(",")}]`;
    shared?.set(list, text);
  }
  return text;
}

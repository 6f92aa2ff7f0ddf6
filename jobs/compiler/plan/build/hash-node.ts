import { canonicalHash } from "../canonical-json";
import type { Hashed } from "../hashed";

/** Adds a node's hash, and its hash together with the deep hashes of what it reads (in any order). */
export function hashNode<T extends { readonly id: string }>(
  node: T,
  upstreams: readonly string[],
): T & Hashed {
  const hash = canonicalHash(node);
  return { ...node, hash, deepHash: canonicalHash({ hash, upstreams: [...new Set(upstreams)].sort() }) };
}

/** Sorted by id, byte by byte. */
export function byId<T extends { readonly id: string }>(nodes: readonly T[]): readonly T[] {
  return [...nodes].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

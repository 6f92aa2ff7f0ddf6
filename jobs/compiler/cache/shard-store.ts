import { join } from "node:path";
import { readCacheFile, writeCacheFile } from "./cache-file";
import { textHash } from "./text-hash";

/** What is kept under a slot: a value, and the hash of everything that it was made from. */
interface Entry {
  readonly of: string;
  readonly value: unknown;
}

interface Shard {
  readonly entries: Map<string, Entry>;
  readonly used: Set<string>;
  changed: boolean;
}

const DIGITS = 1;

/** Values by slot (one a file or table), in up to 16 files, of which a run writes only those with a change. */
export class ShardStore {
  readonly #shards = new Map<string, Shard>();

  constructor(
    private readonly folder: string,
    private readonly version: string,
  ) {}

  /** What is kept under `slot`, if `fits` says that it was made from what is there now. */
  get(slot: string, fits: (of: string) => boolean): unknown {
    const shard = this.#shard(slot);
    const entry = shard.entries.get(slot);
    if (entry === undefined || !fits(entry.of)) return undefined;
    shard.used.add(slot);
    return entry.value;
  }

  /** Keeps a value of plain data, made from what `of` says. */
  put(slot: string, of: string, value: unknown): void {
    const shard = this.#shard(slot);
    shard.entries.set(slot, { of, value });
    shard.used.add(slot);
    shard.changed = true;
  }

  /** Writes the files with a change; what was not used in this run is left out of them. */
  flush(): void {
    for (const [name, shard] of this.#shards) {
      if (!shard.changed) continue;
      const kept = [...shard.entries].filter(([slot]) => shard.used.has(slot));
      writeCacheFile(this.#file(name), this.version, kept);
      shard.changed = false;
    }
  }

  #shard(slot: string): Shard {
    const name = textHash(slot).slice(0, DIGITS);
    let shard = this.#shards.get(name);
    if (shard === undefined) {
      const read = readCacheFile(this.#file(name), this.version);
      const entries = new Map(read === undefined ? [] : (read as readonly (readonly [string, Entry])[]));
      shard = { entries, used: new Set(), changed: false };
      this.#shards.set(name, shard);
    }
    return shard;
  }

  #file(name: string): string {
    return join(this.folder, `${name}.json`);
  }
}

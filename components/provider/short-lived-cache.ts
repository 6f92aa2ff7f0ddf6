/**
 * Shares one look at a system among all who ask within `maxAgeMs`, so that a thousand resources cost one query.
 * A failed look is not kept. Whoever changes the system calls `forget`.
 */
export class ShortLivedCache<T> {
  readonly #maxAgeMs: number;
  readonly #entries = new Map<string, { readonly takenAt: number; readonly value: Promise<T> }>();

  constructor(maxAgeMs: number) {
    this.#maxAgeMs = maxAgeMs;
  }

  /** What `load` saw at most `maxAgeMs` milliseconds ago under this key. */
  get(key: string, load: () => Promise<T>): Promise<T> {
    const known = this.#entries.get(key);
    if (known !== undefined && Date.now() - known.takenAt < this.#maxAgeMs) {
      return known.value;
    }
    const entry = { takenAt: Date.now(), value: load() };
    this.#entries.set(key, entry);
    entry.value.catch(() => {
      if (this.#entries.get(key) === entry) {
        this.#entries.delete(key);
      }
    });
    return entry.value;
  }

  /** Makes the next `get` look again. */
  forget(key: string): void {
    this.#entries.delete(key);
  }
}

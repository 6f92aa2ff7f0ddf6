import { createHash } from "node:crypto";

/** Gives each SQL text a name to be prepared under; a text beyond `most` gets none and is planned each time. */
export class PreparedNames {
  readonly #names = new Map<string, string>();

  constructor(private readonly most: number) {}

  /** The name of `text`, the same for as long as the process lives; undefined when there are enough. */
  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= this.most) return known;
    const name = `api_${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
    this.#names.set(text, name);
    return name;
  }
}

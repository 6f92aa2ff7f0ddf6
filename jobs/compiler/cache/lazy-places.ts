import type { Places } from "../model/places";
import type { SourceFile } from "../parse/source-file";
import { readYaml } from "../parse/yaml-file";

/** The positions in a layer file, read when the first is asked for: only a file with a finding needs them. */
export class LazyPlaces implements Places {
  readonly file: string;
  #read: Places | null = null;

  constructor(private readonly source: SourceFile) {
    this.file = source.path;
  }

  get values(): Places["values"] {
    return this.#places().values;
  }

  get keys(): Places["keys"] {
    return this.#places().keys;
  }

  get texts(): Places["texts"] {
    return this.#places().texts;
  }

  #places(): Places {
    this.#read ??= readYaml(this.source).places;
    return this.#read;
  }
}

import type { Hashed } from "./hashed";

/** Someone who may call APIs, known by a key that is never in the Plan. Id: `consumer:dashboard`. */
export interface ConsumerNode extends Hashed {
  readonly name: string;
  readonly doc: string;
  readonly owner: string;
}

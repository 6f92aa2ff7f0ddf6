import type { Places } from "./places";

/** Someone who may call APIs, as declared in `layers/consumers/<name>.yaml`. */
export interface ConsumerModel {
  readonly name: string;
  readonly places: Places;
  readonly doc: string;
  readonly owner: string;
}

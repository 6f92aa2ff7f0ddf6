/**
 * What every node of the Plan carries: a stable id, the hash of the node alone, and the hash of the node with
 * everything that it reads (`deepHash`). Hashes are 64 lower-case hex digits (SHA-256 of the canonical JSON).
 */
export interface Hashed {
  readonly id: string;
  readonly hash: string;
  readonly deepHash: string;
}

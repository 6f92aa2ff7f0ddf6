import { createHash } from "node:crypto";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** The id of an API: the same for the same name over the same table, another for anything else, never reused. */
export function apiId(warehouse: string, api: string, table: string): string {
  const digest = createHash("sha256").update([warehouse, api, table].join("\u0000")).digest();
  let id = "";
  let bits = digest.readBigUInt64BE(0);
  for (let i = 0; i < 12; i++) {
    id += ALPHABET.charAt(Number(bits & 31n));
    bits >>= 5n;
  }
  return `api_${id}`;
}

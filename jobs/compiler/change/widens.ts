import { parseType } from "../sql/types/parse-type";

const INTEGERS: readonly string[] = ["SMALLINT", "INT", "BIGINT"];

/** Whether every value of a column type fits another, so that a store can change the column in place. When in doubt, no. */
export function widens(from: string, to: string): boolean {
  const a = parseType(from);
  const b = parseType(to);
  if ("error" in a || "error" in b) return false;
  const [old, now] = [a.type, b.type];
  if (INTEGERS.includes(old.kind) && INTEGERS.includes(now.kind))
    return INTEGERS.indexOf(old.kind) <= INTEGERS.indexOf(now.kind);
  if (old.kind === "FLOAT" && now.kind === "DOUBLE") return true;
  if (old.kind === "VARCHAR" && now.kind === "VARCHAR") return old.length <= now.length;
  if (old.kind === "DECIMAL" && now.kind === "DECIMAL")
    return old.scale <= now.scale && old.precision - old.scale <= now.precision - now.scale;
  return false;
}

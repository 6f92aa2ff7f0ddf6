import { infoAt } from "../../diagnostic/diagnostic";
import { keyPlace } from "../../model/places";
import type { ModelCheck } from "./model-check";

/** `*` as an output (not `COUNT(*)`) or NATURAL: every column is used. */
const ALL_COLUMNS = /(\bselect\s+(all\s+|distinct\s+)?|\.\s*|,\s*)\*|\bnatural\b/i;

/** Columns of a computed table that nothing reads, although others of it are read and it is no end of the flow. */
export const UNUSED_COLUMNS_CHECK: ModelCheck = {
  ids: ["column/unused"],
  needsSound: true,
  run: ({ model, tables }) => {
    const readers = new Map<string, ReadonlySet<string>[]>();
    for (const { model: table, reads } of tables.values()) {
      const names = namesIn(table.sql ?? "");
      for (const id of reads) {
        const all = readers.get(id) ?? [];
        all.push(names);
        readers.set(id, all);
      }
    }
    const answering = new Set([...model.apis.values()].map((api) => api.table));
    return [...tables.values()].flatMap(({ model: table, contract }) => {
      const reading = readers.get(table.id) ?? [];
      const ends = table.stores.length > 0 || answering.has(table.id) || reading.length === 0;
      if (ends || table.sql === null || reading.some((names) => names.has("*"))) return [];
      const unused = contract.columns
        .map((column) => column.name)
        .filter((name) => !contract.key.includes(name) && table.time?.column !== name)
        .filter((name) => !reading.some((names) => names.has(name.toLowerCase())));
      if (unused.length === 0) return [];
      const message = `Nothing reads ${unused.join(", ")} of ${table.id}.`;
      const hint = "Remove what nobody needs, or say in a strata-ignore who reads it from the topic.";
      return [infoAt(keyPlace(table.places, ["columns"]), "column/unused", message, hint)];
    });
  },
};

/** Every word of a SELECT in lower case, and `*` when it takes all columns: more than it reads, never less. */
function namesIn(sql: string): ReadonlySet<string> {
  const words = new Set(sql.toLowerCase().match(/[a-z_][a-z0-9_]*/g));
  if (ALL_COLUMNS.test(sql)) words.add("*");
  return words;
}

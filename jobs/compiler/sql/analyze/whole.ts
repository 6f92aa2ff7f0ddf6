import type { Query } from "../ast/query";
import type { Analysis, OutputColumn } from "./analysis";
import type { Catalog } from "./catalog";
import { Reader } from "./reader";
import { originOf, type ResultColumn, splitOrigins } from "./value";

/** See `analyzeQuery`. A query too deep for the call stack is an error of its own. */
export function analyzeWhole(query: Query, catalog: Catalog): Analysis {
  const reader = new Reader(catalog);
  let columns: readonly ResultColumn[] = [];
  try {
    columns = reader.query(query, null);
  } catch (failure) {
    if (!(failure instanceof RangeError)) throw failure;
    reader.findings.add(
      "sql/too-deep",
      "The query nests too deep.",
      "Split it with WITH or into tables of their own.",
      query,
    );
  }
  return { columns: columns.map(outputColumn), reads: reader.reads, errors: reader.findings.sorted() };
}

function outputColumn({ name, type, nullable, origins, offset, length }: ResultColumn): OutputColumn {
  const known = type?.kind === "NULL" ? null : type;
  const { direct, indirect } = splitOrigins(origins);
  return {
    name,
    type: known,
    nullable,
    origins: direct.map(originOf),
    indirect: indirect.map(originOf),
    offset,
    length,
  };
}

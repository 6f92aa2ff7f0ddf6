import type { Analysis } from "./analyze/analysis";
import type { Catalog } from "./analyze/catalog";
import { analyzeWhole } from "./analyze/whole";
import type { Query } from "./ast/query";

/**
 * Resolves the names of a parsed query in a catalog and infers the type of every output column as Flink's planner
 * does. Gives all errors, sorted by position; never throws.
 */
export function analyzeQuery(query: Query, catalog: Catalog): Analysis {
  return analyzeWhole(query, catalog);
}

import type { JobView } from "../../plan/job-node";
import { quoteId, quoteName } from "./sql-text";

/** A computed table: the SELECT as written, its columns named and typed as the contract says. */
export function renderView(view: JobView): string {
  const columns = view.columns.map(({ name, type }, i) => {
    const given = quoteName(`_c${i}`);
    return `  ${view.casts[i] === true ? `CAST(${given} AS ${type})` : given} AS ${quoteName(name)}`;
  });
  const given = view.columns.map((_, i) => quoteName(`_c${i}`)).join(", ");
  return `CREATE TEMPORARY VIEW ${quoteId(view.table)} AS
SELECT
${columns.join(",\n")}
FROM (
${view.sql}
) AS t(${given})`;
}

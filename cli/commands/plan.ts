import { compile } from "../../jobs/compiler/compile";
import { nearestName } from "../../jobs/compiler/diagnostic/nearest-name";
import { canonicalJson } from "../../jobs/compiler/plan/canonical-json";
import type { Plan } from "../../jobs/compiler/plan/plan";
import type { JobSql } from "../../jobs/compiler/sql/render/job-sql";
import { localDialect } from "../../jobs/compiler/sql/render/local-dialect";
import { renderJob } from "../../jobs/compiler/sql/render/render-job";
import { textTable } from "../output/text-table";
import { reportDiagnostics } from "./check";

/**
 * `strata plan`: shows the Plan of the layer files; `json`: the Plan itself, canonical; `sql`: one job's Flink SQL. Exit
 * code 0, or 1 with errors.
 */
export async function planCommand(
  root: string,
  options: { readonly json?: boolean; readonly sql?: string } = {},
): Promise<number> {
  const compilation = compile(root);
  reportDiagnostics(root, compilation);
  const { plan } = compilation;
  if (plan === null) return 1;
  if (options.sql !== undefined) return printSql(plan, options.sql, options.json === true);
  process.stdout.write(options.json === true ? `${canonicalJson(plan)}\n` : `${describe(plan)}\n`);
  return 0;
}

function printSql(plan: Plan, name: string, json: boolean): number {
  const job = plan.jobs.find((one) => one.name === name);
  if (job === undefined) {
    const names = plan.jobs.map((one) => one.name);
    const nearest = nearestName(name, names);
    const hint = nearest === null ? `Jobs: ${names.join(", ")}.` : `Did you mean "${nearest}"?`;
    process.stderr.write(`There is no job "${name}". ${hint}\n`);
    return 1;
  }
  const sql = renderJob(plan, job, localDialect);
  process.stdout.write(json ? `${JSON.stringify(sql, null, 2)}\n` : sqlText(sql));
  return 0;
}

function sqlText(sql: JobSql): string {
  const settings = Object.entries(sql.settings).map(([name, value]) => `SET '${name}' = '${value}';`);
  const statements = sql.statements.map((statement) => `${statement};`);
  const inserts = sql.inserts.map((insert) => `${insert};`);
  const set = ["EXECUTE STATEMENT SET BEGIN", ...inserts, "END;"];
  return `${[settings.join("\n"), ...statements, ...set].join("\n\n")}\n`;
}

function describe(plan: Plan): string {
  const lag = (ms: number | null) => (ms === null ? "" : `${ms / 1000} s`);
  const tables = plan.tables.map((table) => [
    table.id,
    table.job,
    table.owner,
    String(table.columns.length),
    table.source === null ? table.reads.join(", ") : `${table.source.source}.${table.source.table}`,
    ["kafka", ...table.stores].join(", "),
    lag(table.freshnessMs),
  ]);
  const jobs = plan.jobs.map((job) => [
    job.name,
    String(job.reads.length),
    String(job.views.length),
    String(job.writes.length),
    job.stateTtlMs === 0 ? "for ever" : `${job.stateTtlMs / 86_400_000} days`,
  ]);
  const topics = plan.topics.map((topic) => [
    topic.name,
    topic.purpose,
    String(topic.partitions),
    topic.lifecycle,
  ]);
  const apis = plan.apis.map((api) => [
    api.name,
    api.id,
    `${api.system} ${api.relation.schema}.${api.relation.name}`,
    api.filters.map((filter) => (filter.required ? `${filter.field}!` : filter.field)).join(", "),
    api.grants.map((grant) => grant.consumer).join(", ") || "nobody",
  ]);
  return [
    `Warehouse ${plan.warehouse}, plan ${plan.hash.slice(0, 12)}`,
    textTable(["TABLE", "JOB", "OWNER", "COLUMNS", "READS", "KEPT IN", "FRESHNESS"], tables),
    textTable(["JOB", "READS", "COMPUTES", "WRITES", "STATE"], jobs),
    textTable(["TOPIC", "HOLDS", "PARTITIONS", "LIFECYCLE"], topics),
    textTable(["API", "ID", "READS", "FILTERS", "GRANTED TO"], apis),
  ].join("\n\n");
}

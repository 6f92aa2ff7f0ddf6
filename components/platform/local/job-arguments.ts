import type { JobNode } from "../../../jobs/compiler/plan/job-node";
import type { Plan } from "../../../jobs/compiler/plan/plan";
import { localDialect } from "../../../jobs/compiler/sql/render/local-dialect";
import { renderJob } from "../../../jobs/compiler/sql/render/render-job";
import type { DatabaseInputs } from "../../relational/table-inputs";
import type { LocalSettings } from "./local-settings";

/** The runner's program arguments for a job: its SQL, and where its placeholders lead. No secret is among them. */
export function jobArguments(plan: Plan, node: JobNode, settings: LocalSettings): readonly string[] {
  const { settings: flinkSettings, statements, inserts, contracts } = renderJob(plan, node, localDialect);
  const job = {
    version: 1,
    job: node.name,
    mode: "streaming",
    parallelism: node.parallelism,
    maxParallelism: node.maxParallelism,
    settings: flinkSettings,
    statements,
    inserts,
    contracts,
    bindings: {
      "kafka.bootstrap": settings.bootstrapServers,
      "hologres.jdbcUrl": jdbcUrl("postgresql", settings.hologres),
      "hologres.user": "writer",
      "adb.jdbcUrl": jdbcUrl("mysql", settings.adb),
      "adb.user": "writer",
    },
    secretsDir: settings.secretsDir,
  };
  return ["--job", JSON.stringify(job)];
}

/** Options without which a driver would not batch, or would shift times by the zone of this machine. */
const JDBC_OPTIONS = {
  postgresql: "reWriteBatchedInserts=true",
  mysql: "rewriteBatchedStatements=true&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true",
} as const;

function jdbcUrl(protocol: keyof typeof JDBC_OPTIONS, { host, port, database }: DatabaseInputs): string {
  return `jdbc:${protocol}://${host}:${port}/${database}?${JDBC_OPTIONS[protocol]}`;
}

import { consoleLogging } from "../../packages/java-logging";

/**
 * Flink's logging: warnings, and what happens to jobs, to standard output. Sinks of one kind in one chain share a
 * metric's name: harmless, and otherwise said again at every checkpoint.
 */
export const FLINK_LOGGING = consoleLogging({
  jobs: { name: "org.apache.flink.runtime.jobmaster.JobMaster", level: "INFO" },
  executions: { name: "org.apache.flink.runtime.executiongraph.ExecutionGraph", level: "INFO" },
  kafka: { name: "org.apache.kafka", level: "ERROR" },
  metrics: { name: "org.apache.flink.metrics.MetricGroup", level: "ERROR" },
});

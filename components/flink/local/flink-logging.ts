/**
 * Flink's logging: warnings, and what happens to jobs, to standard output. Sinks of one kind in one chain share a
 * metric's name: harmless, and otherwise said again at every checkpoint.
 */
export const FLINK_LOGGING = `appenders=console
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d{ISO8601} %p %m (%c{1})%n
rootLogger.level=WARN
rootLogger.appenderRefs=console
rootLogger.appenderRef.console.ref=console
logger.jobs.name=org.apache.flink.runtime.jobmaster.JobMaster
logger.jobs.level=INFO
logger.executions.name=org.apache.flink.runtime.executiongraph.ExecutionGraph
logger.executions.level=INFO
logger.kafka.name=org.apache.kafka
logger.kafka.level=ERROR
logger.metrics.name=org.apache.flink.metrics.MetricGroup
logger.metrics.level=ERROR
`;

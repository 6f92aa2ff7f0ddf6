/**
 * The text of a log4j2 properties file: warnings to standard output, and of `loggers` (a short name each, with the
 * logger's own name and its level) more or less than that.
 */
export function consoleLogging(
  loggers: Readonly<Record<string, { readonly name: string; readonly level: "INFO" | "ERROR" }>>,
): string {
  const levels = Object.entries(loggers).map(
    ([key, { name, level }]) => `logger.${key}.name=${name}\nlogger.${key}.level=${level}\n`,
  );
  return `appenders=console
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d{ISO8601} %p %m (%c{1})%n
rootLogger.level=WARN
rootLogger.appenderRefs=console
rootLogger.appenderRef.console.ref=console
${levels.join("")}`;
}

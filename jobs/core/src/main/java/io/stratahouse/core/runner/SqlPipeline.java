package io.stratahouse.core.runner;

import io.stratahouse.core.udf.StrataFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** Compiles the statements of a job into one pipeline with pinned operators. */
final class SqlPipeline {
  private final SqlJobSpec spec;
  private final Placeholders placeholders;

  SqlPipeline(SqlJobSpec spec, Placeholders placeholders) {
    this.spec = spec;
    this.placeholders = placeholders;
  }

  /** Returns the options of the job: the runner's own defaults, then the job's settings, then what is fixed. */
  Configuration configuration() throws JobRefusedException {
    Map<String, String> options = new TreeMap<>(JobDefaults.OPTIONS);
    options.put("table.local-time-zone", "UTC");
    for (Map.Entry<String, String> setting : spec.settings().entrySet()) {
      options.put(setting.getKey(), placeholders.resolve(setting.getValue()));
    }
    options.put("execution.runtime-mode", mode());
    options.put("pipeline.name", "job-" + spec.job());
    options.put("parallelism.default", String.valueOf(spec.parallelism()));
    options.put("pipeline.max-parallelism", String.valueOf(spec.maxParallelism()));
    // What several INSERTs share (sources, the newest row of each key, views) is computed once.
    options.put("table.optimizer.reuse-optimize-block-with-digest-enabled", "true");
    options.put("table.optimizer.reuse-sub-plan-enabled", "true");
    options.put("table.optimizer.reuse-source-enabled", "true");
    return Configuration.fromMap(options);
  }

  /**
   * Compiles the job into the environment, which then holds the whole pipeline.
   *
   * @throws JobRefusedException when a statement is broken; names the statement and repeats the planner's message
   */
  void compile(StreamExecutionEnvironment env, Configuration configuration) throws JobRefusedException {
    StreamTableEnvironment tables =
        StreamTableEnvironment.create(env, EnvironmentSettings.newInstance().withConfiguration(configuration).build());
    StrataFunctions.register(tables);
    List<String> views = new ArrayList<>();
    for (String statement : spec.statements()) {
      String label = StatementLabel.of(statement);
      String sql = placeholders.resolveSql(statement);
      attempt(label, () -> tables.executeSql(sql));
      if (label.startsWith("view ")) {
        views.add(label.substring("view ".length()));
      }
    }
    StreamStatementSet inserts = tables.createStatementSet();
    for (String insert : spec.inserts()) {
      String sql = placeholders.resolveSql(insert);
      attempt(StatementLabel.of(insert), () -> inserts.addInsertSql(sql));
    }
    attempt("job " + spec.job(), inserts::attachAsDataStream);
    OperatorIdentity.pin(UpsertSinks.apply(env), views);
  }

  private String mode() throws JobRefusedException {
    return switch (spec.mode()) {
      case "streaming" -> "STREAMING";
      case "batch" -> "BATCH";
      default -> throw new JobRefusedException(
          "The mode of job " + spec.job() + " must be streaming or batch, found '" + spec.mode() + "'.");
    };
  }

  private void attempt(String label, Runnable step) throws JobRefusedException {
    try {
      step.run();
    } catch (RuntimeException e) {
      throw new JobRefusedException(placeholders.redact(label + ": " + PlannerMessage.of(e)));
    }
  }
}

package io.stratahouse.core.runner;

import io.stratahouse.core.validate.StoreContract;
import io.stratahouse.core.validate.TopicContract;
import java.util.List;
import java.util.Map;

/**
 * A SQL job as the compiler renders it.
 *
 * @param version always 1
 * @param job name without prefix
 * @param mode {@code streaming} or {@code batch}
 * @param parallelism parallel subtasks of each operator
 * @param maxParallelism key groups; fixed for the life of the state
 * @param settings Flink options
 * @param statements CREATE statements in order
 * @param inserts INSERT statements, run as one statement set
 * @param contracts what must be deployed before the job may start
 * @param bindings values of the placeholders
 * @param secretsDir absolute path of the folder with the secrets
 */
public record SqlJobSpec(
    int version,
    String job,
    String mode,
    int parallelism,
    int maxParallelism,
    Map<String, String> settings,
    List<String> statements,
    List<String> inserts,
    Contracts contracts,
    Map<String, String> bindings,
    String secretsDir) {
  /** The version that this runner reads. */
  public static final int VERSION = 1;

  /**
   * What must be deployed before the job may start.
   *
   * @param topics topics that are read or written
   * @param stores store tables that are written
   */
  public record Contracts(List<TopicContract> topics, List<StoreContract> stores) {}
}

package io.stratahouse.core.runner;

import io.stratahouse.core.validate.StartValidator;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.client.program.StreamPlanEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs one SQL job: compiles its statements, checks the declared contracts against what is deployed, and submits.
 *
 * <p>Arguments: {@code --job <json>}, see {@link SqlJobSpec}. When Flink only asks for the plan, nothing deployed is
 * looked at.
 */
public final class SqlJobRunner {
  private SqlJobRunner() {}

  /**
   * Submits the job.
   *
   * @param args {@code --job <json>}
   * @throws JobRefusedException when the job is not submitted: broken SQL, or differences to what is deployed
   */
  public static void main(String[] args) throws JobRefusedException {
    SqlJobSpec spec = RunnerArguments.read(args, "--job", SqlJobSpec.class);
    if (spec.version() != SqlJobSpec.VERSION) {
      throw new JobRefusedException(
          "Job " + spec.job() + " is of version " + spec.version() + ", this runner reads version " + SqlJobSpec.VERSION + ".");
    }
    Placeholders placeholders = new Placeholders(spec.bindings(), Path.of(spec.secretsDir()));
    try {
      submit(spec, placeholders);
    } catch (JobRefusedException e) {
      throw new JobRefusedException(placeholders.redact(e.getMessage()));
    } catch (Exception e) {
      throw new JobRefusedException(
          placeholders.redact("Job " + spec.job() + " could not be submitted: " + PlannerMessage.of(e)));
    }
  }

  private static void submit(SqlJobSpec spec, Placeholders placeholders) throws Exception {
    SqlPipeline pipeline = new SqlPipeline(spec, placeholders);
    Configuration configuration = pipeline.configuration();
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    pipeline.compile(env, configuration);
    if (!(env instanceof StreamPlanEnvironment)) {
      new StartValidator(placeholders)
          .check("job " + spec.job(), spec.contracts().topics(), spec.contracts().stores(), List::of);
    }
    env.executeAsync("job-" + spec.job());
  }
}

package io.stratahouse.core.validate;

import io.stratahouse.core.runner.JobRefusedException;
import io.stratahouse.core.runner.Placeholders;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares what a job declares with the topics and store tables that are deployed, before the job may start. */
public final class StartValidator {
  private static final Logger LOG = LoggerFactory.getLogger(StartValidator.class);
  private static final String BOOTSTRAP = "${kafka.bootstrap}";

  private final Placeholders placeholders;

  /** Makes a validator that finds addresses and passwords with the given resolver. */
  public StartValidator(Placeholders placeholders) {
    this.placeholders = placeholders;
  }

  /**
   * Compares everything; a read topic that was last written with another schema is only logged as a warning.
   *
   * @param job name of the job, for the message
   * @param source differences of what the job captures, looked for last
   * @throws JobRefusedException when anything differs; lists every difference
   */
  public void check(
      String job, List<TopicContract> topics, List<StoreContract> stores, Supplier<List<String>> source)
      throws JobRefusedException, InterruptedException {
    List<String> differences = new ArrayList<>();
    if (!topics.isEmpty()) {
      TopicReader reader = new TopicReader(placeholders.resolve(BOOTSTRAP));
      differences.addAll(reader.compare(topics));
      if (differences.isEmpty()) {
        reader.otherSchemas(topics).forEach(warning -> LOG.warn("{}: {}", job, warning));
      }
    }
    differences.addAll(new StoreReader(placeholders).compare(stores));
    differences.addAll(source.get());
    if (!differences.isEmpty()) {
      throw new JobRefusedException(message(job, differences));
    }
  }

  /** Writes all differences as one message. */
  static String message(String job, List<String> differences) {
    StringBuilder message = new StringBuilder("The ").append(job).append(" was not started: ");
    message.append(differences.size() == 1 ? "1 difference" : differences.size() + " differences");
    message.append(" between its contract and what is deployed:");
    for (String difference : differences) {
      message.append("\n  - ").append(difference);
    }
    return message.append("\nDeploy the declared tables and topics first, or change the declaration.").toString();
  }
}

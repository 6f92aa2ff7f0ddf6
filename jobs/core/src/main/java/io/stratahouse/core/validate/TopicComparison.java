package io.stratahouse.core.validate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares a declared topic with the deployed one. */
public final class TopicComparison {
  private TopicComparison() {}

  /**
   * Lists the differences.
   *
   * @param deployed the topic as it is, or null when it does not exist
   */
  public static List<String> compare(TopicContract declared, DeployedTopic deployed) {
    String where = "topic " + declared.topic() + ": ";
    if (deployed == null) {
      return List.of(where + "does not exist");
    }
    List<String> differences = new ArrayList<>();
    if (deployed.partitions() != declared.partitions()) {
      differences.add(
          where + "declared " + declared.partitions() + " partitions, deployed " + deployed.partitions());
    }
    boolean deletes = Arrays.stream(deployed.cleanupPolicy().split(",")).anyMatch(p -> p.strip().equals("delete"));
    if (declared.isRead() && deletes) {
      if (deployed.retentionMs() >= 0) {
        differences.add(
            where + "would lose records: cleanup.policy=" + deployed.cleanupPolicy() + " with retention.ms="
                + deployed.retentionMs() + " (expected -1, or cleanup.policy=compact)");
      }
      if (deployed.retentionBytes() >= 0) {
        differences.add(
            where + "would lose records: cleanup.policy=" + deployed.cleanupPolicy() + " with retention.bytes="
                + deployed.retentionBytes() + " (expected -1, or cleanup.policy=compact)");
      }
    }
    return differences;
  }
}

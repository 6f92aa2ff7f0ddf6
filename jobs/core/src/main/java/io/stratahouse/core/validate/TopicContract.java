package io.stratahouse.core.validate;

/**
 * A topic that a job needs.
 *
 * @param topic name
 * @param partitions declared number of partitions
 * @param table table whose records it holds
 * @param schema fingerprint of the table's schema
 * @param access {@code read} or {@code write}
 */
public record TopicContract(String topic, int partitions, String table, String schema, String access) {
  /** Says whether the job reads the topic. */
  public boolean isRead() {
    return access.equals("read");
  }
}

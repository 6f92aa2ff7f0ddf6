package io.stratahouse.core.validate;

/**
 * A topic as it is.
 *
 * @param partitions number of partitions
 * @param cleanupPolicy {@code cleanup.policy}
 * @param retentionMs {@code retention.ms}, -1 for ever
 * @param retentionBytes {@code retention.bytes} of a partition, -1 without limit
 */
public record DeployedTopic(int partitions, String cleanupPolicy, long retentionMs, long retentionBytes) {}

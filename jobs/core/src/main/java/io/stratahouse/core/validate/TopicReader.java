package io.stratahouse.core.validate;

import io.stratahouse.core.envelope.BadRecordException;
import io.stratahouse.core.envelope.Envelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the deployed topics and their newest records. */
final class TopicReader {
  private static final int TIMEOUT_MS = 10_000;
  private static final Duration NEWEST_TIMEOUT = Duration.ofSeconds(2);

  private final String bootstrap;

  TopicReader(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** Lists the differences of the topics. */
  List<String> compare(List<TopicContract> topics) throws InterruptedException {
    List<String> differences = new ArrayList<>();
    try (Admin admin = Admin.create(properties())) {
      List<String> names = topics.stream().map(TopicContract::topic).distinct().toList();
      var descriptions = admin.describeTopics(names).topicNameValues();
      Map<ConfigResource, KafkaFuture<Config>> configs =
          admin.describeConfigs(names.stream().map(TopicReader::resource).toList()).values();
      for (TopicContract topic : topics) {
        try {
          int partitions = descriptions.get(topic.topic()).get().partitions().size();
          Config config = configs.get(resource(topic.topic())).get();
          differences.addAll(TopicComparison.compare(topic, deployed(partitions, config)));
        } catch (ExecutionException e) {
          if (e.getCause() instanceof UnknownTopicOrPartitionException) {
            differences.addAll(TopicComparison.compare(topic, null));
          } else {
            differences.add(
                "topic " + topic.topic() + ": cannot be read at " + bootstrap + ": " + e.getCause().getMessage());
          }
        }
      }
    }
    return differences;
  }

  /** Lists the read topics whose newest records were written with another schema of the same table. */
  List<String> otherSchemas(List<TopicContract> topics) {
    Map<String, TopicContract> read = new HashMap<>();
    topics.stream().filter(TopicContract::isRead).forEach(topic -> read.put(topic.topic(), topic));
    List<String> found = new ArrayList<>();
    if (read.isEmpty()) {
      return found;
    }
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      for (ConsumerRecord<byte[], byte[]> record : newest(consumer, read)) {
        TopicContract topic = read.get(record.topic());
        String schema = schemaOf(record.value(), topic.table());
        if (schema != null && !schema.equals(topic.schema())) {
          found.add(
              "topic " + topic.topic() + ": declared schema " + topic.schema() + ", the newest record of partition "
                  + record.partition() + " was written with schema " + schema);
        }
      }
    }
    return found;
  }

  private static List<ConsumerRecord<byte[], byte[]>> newest(
      KafkaConsumer<byte[], byte[]> consumer, Map<String, TopicContract> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics.keySet()) {
      consumer.partitionsFor(topic).forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
    }
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
    partitions.removeIf(partition -> ends.get(partition) <= starts.get(partition));
    consumer.assign(partitions);
    partitions.forEach(partition -> consumer.seek(partition, ends.get(partition) - 1));
    Map<TopicPartition, ConsumerRecord<byte[], byte[]>> newest = new HashMap<>();
    long deadline = System.nanoTime() + NEWEST_TIMEOUT.toNanos();
    while (newest.size() < partitions.size() && System.nanoTime() < deadline) {
      consumer
          .poll(Duration.ofMillis(100))
          .forEach(record -> newest.put(new TopicPartition(record.topic(), record.partition()), record));
    }
    return List.copyOf(newest.values());
  }

  private static String schemaOf(byte[] value, String table) {
    try {
      Envelope envelope = Envelope.parse(value);
      return envelope.table().equals(table) ? envelope.schema() : null;
    } catch (BadRecordException e) {
      return null;
    }
  }

  private static DeployedTopic deployed(int partitions, Config config) {
    return new DeployedTopic(
        partitions,
        config.get("cleanup.policy").value(),
        Long.parseLong(config.get("retention.ms").value()),
        Long.parseLong(config.get("retention.bytes").value()));
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return properties;
  }
}

package io.stratahouse.core.cdc;

import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes (topic, key, value); the partition follows from the key, so the changes of a key stay in order. */
final class ChangeRecordSerializer implements KafkaRecordSerializationSchema<Tuple3<String, byte[], byte[]>> {
  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Tuple3<String, byte[], byte[]> record, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(record.f0, record.f1, record.f2);
  }
}

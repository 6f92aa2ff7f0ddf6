package io.stratahouse.core.cdc;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.source.SourceRecord;
import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;
import org.apache.flink.util.Collector;

/** Turns captured changes into (topic, key, value); what is no change of a row is left out. */
final class ChangeDeserializer implements DebeziumDeserializationSchema<Tuple3<String, byte[], byte[]>> {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, Target> targets;

  /** Where the changes of one table go. */
  private record Target(String topic, List<String> key) implements Serializable {}

  ChangeDeserializer(List<CdcJobSpec.Table> tables) {
    targets = new HashMap<>();
    for (CdcJobSpec.Table table : tables) {
      targets.put(table.name(), new Target(table.topic(), List.copyOf(table.key())));
    }
  }

  @Override
  public void deserialize(SourceRecord record, Collector<Tuple3<String, byte[], byte[]>> out) {
    if (!(record.value() instanceof Struct change) || change.schema().field("op") == null) {
      return;
    }
    Struct source = change.getStruct("source");
    String table = source.getString("table");
    Target target = targets.get(table);
    if (target == null) {
      return;
    }
    Emitter emitter = new Emitter(target, source, table, out);
    Struct before = change.getStruct("before");
    Struct after = change.getStruct("after");
    switch (change.getString("op")) {
      case "c", "r" -> emitter.emit("INSERT", after, null);
      case "d" -> emitter.emit("DELETE", before, null);
      case "u" -> {
        if (Arrays.equals(ChangeRecord.key(before, target.key()), ChangeRecord.key(after, target.key()))) {
          emitter.emit("UPDATE", after, before);
        } else {
          emitter.emit("DELETE", before, null);
          emitter.emit("INSERT", after, null);
        }
      }
      default -> {}
    }
  }

  /** Writes the records of one change. */
  private record Emitter(
      Target target, Struct source, String table, Collector<Tuple3<String, byte[], byte[]>> out) {
    void emit(String type, Struct row, Struct before) {
      long now = System.currentTimeMillis();
      Long commit = source.getInt64("ts_ms");
      // The rows of a snapshot have no time of commit.
      long commitMs = commit == null || commit <= 0 ? now : commit;
      out.collect(
          Tuple3.of(
              target.topic(),
              ChangeRecord.key(row, target.key()),
              ChangeRecord.value(
                  source.getString("db"), table, type, target.key(), row, before, commitMs, now)));
    }
  }

  @Override
  public TypeInformation<Tuple3<String, byte[], byte[]>> getProducedType() {
    return Types.TUPLE(
        Types.STRING, Types.PRIMITIVE_ARRAY(Types.BYTE), Types.PRIMITIVE_ARRAY(Types.BYTE));
  }
}

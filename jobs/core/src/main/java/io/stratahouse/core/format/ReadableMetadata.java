package io.stratahouse.core.format;

import io.stratahouse.core.envelope.DecodedRecord;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;

/** Metadata columns that the format offers beside the payload. */
enum ReadableMetadata {
  /** {@code insert}, {@code update} or {@code delete}; null for a bad record. */
  OP("op", DataTypes.STRING()) {
    @Override
    Object ofGood(DecodedRecord record) {
      return StringData.fromString(record.operation().text());
    }
  },
  /** Event time; null when unknown. */
  TS("ts", DataTypes.TIMESTAMP_LTZ(3)) {
    @Override
    Object ofGood(DecodedRecord record) {
      return record.timeMs() == null ? null : TimestampData.fromEpochMillis(record.timeMs());
    }
  },
  /** Why the record is bad; null for a good one. */
  ERROR("error", DataTypes.STRING()) {
    @Override
    Object ofBad(String reason, byte[] raw) {
      return StringData.fromString(reason);
    }
  },
  /** The bytes of a bad record. */
  RAW("raw", DataTypes.BYTES()) {
    @Override
    Object ofBad(String reason, byte[] raw) {
      return raw;
    }
  };

  private final String key;
  private final DataType type;

  ReadableMetadata(String key, DataType type) {
    this.key = key;
    this.type = type;
  }

  String key() {
    return key;
  }

  DataType type() {
    return type;
  }

  Object ofGood(DecodedRecord record) {
    return null;
  }

  Object ofBad(String reason, byte[] raw) {
    return null;
  }

  static ReadableMetadata of(String key) {
    for (ReadableMetadata metadata : values()) {
      if (metadata.key.equals(key)) {
        return metadata;
      }
    }
    throw new IllegalArgumentException("the format 'strata' has no metadata '" + key + "'");
  }
}

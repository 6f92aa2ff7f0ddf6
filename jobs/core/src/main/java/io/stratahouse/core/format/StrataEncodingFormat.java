package io.stratahouse.core.format;

import io.stratahouse.core.envelope.EnvelopeEncoder;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** Writing side of the format: inserts, updates and deletes by key. */
final class StrataEncodingFormat implements EncodingFormat<SerializationSchema<RowData>> {
  private final FormatSettings settings;

  StrataEncodingFormat(FormatSettings settings) {
    this.settings = settings;
  }

  @Override
  public SerializationSchema<RowData> createRuntimeEncoder(DynamicTableSink.Context context, DataType dataType) {
    return new StrataSerializationSchema(
        new EnvelopeEncoder(settings.contract((RowType) dataType.getLogicalType())));
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.upsert();
  }

  /** Turns one changelog row into the bytes of an envelope. */
  private record StrataSerializationSchema(EnvelopeEncoder encoder) implements SerializationSchema<RowData> {
    @Override
    public byte[] serialize(RowData row) {
      return encoder.encode(row);
    }
  }
}

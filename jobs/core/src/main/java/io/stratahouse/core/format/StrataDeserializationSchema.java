package io.stratahouse.core.format;

import io.stratahouse.core.envelope.BadRecordException;
import io.stratahouse.core.envelope.DecodedRecord;
import io.stratahouse.core.envelope.RecordDecoder;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/** Turns the value of one Kafka record into appended rows; never throws because of a record's content. */
final class StrataDeserializationSchema implements DeserializationSchema<RowData> {
  private static final long serialVersionUID = 1L;

  private final RecordDecoder decoder;
  private final int[] columns;
  private final ReadableMetadata[] metadata;
  private final TypeInformation<RowData> produced;

  StrataDeserializationSchema(
      RecordDecoder decoder, int[] columns, List<ReadableMetadata> metadata, TypeInformation<RowData> produced) {
    this.decoder = decoder;
    this.columns = columns;
    this.metadata = metadata.toArray(new ReadableMetadata[0]);
    this.produced = produced;
  }

  @Override
  public void deserialize(byte[] message, Collector<RowData> out) {
    List<DecodedRecord> records;
    try {
      records = decoder.decode(message);
    } catch (BadRecordException e) {
      out.collect(bad(e.getMessage(), message));
      return;
    } catch (RuntimeException | StackOverflowError e) {
      out.collect(bad("cannot be decoded: " + e.getClass().getSimpleName(), message));
      return;
    }
    for (DecodedRecord record : records) {
      out.collect(good(record));
    }
  }

  private RowData good(DecodedRecord record) {
    GenericRowData row = new GenericRowData(columns.length + metadata.length);
    for (int i = 0; i < columns.length; i++) {
      row.setField(i, record.row().getField(columns[i]));
    }
    for (int i = 0; i < metadata.length; i++) {
      row.setField(columns.length + i, metadata[i].ofGood(record));
    }
    return row;
  }

  private RowData bad(String reason, byte[] raw) {
    GenericRowData row = new GenericRowData(columns.length + metadata.length);
    for (int i = 0; i < metadata.length; i++) {
      row.setField(columns.length + i, metadata[i].ofBad(reason, raw));
    }
    return row;
  }

  @Override
  public RowData deserialize(byte[] message) {
    throw new UnsupportedOperationException("a record may hold several rows: use the collector");
  }

  @Override
  public boolean isEndOfStream(RowData nextElement) {
    return false;
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return produced;
  }
}

package io.stratahouse.core.envelope;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.table.data.RowData;

/** Encodes rows of one table as envelopes; the row's kind becomes the operation. */
public final class EnvelopeEncoder implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int INITIAL_BYTES = 512;

  private final RecordContract contract;
  private final PayloadCodec payload;

  /** Makes an encoder. */
  public EnvelopeEncoder(RecordContract contract) {
    this.contract = contract;
    this.payload = new PayloadCodec(contract, false);
  }

  /** Encodes one row. */
  public byte[] encode(RowData row) {
    Operation operation = Operation.of(row.getRowKind());
    Long timeMs =
        contract.time() < 0 ? null : EventTime.read(row, contract.time(), contract.type(contract.time()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      start(json, contract.table(), contract.schema(), operation, timeMs);
      payload.encode(json, row);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes the frame up to the name of the payload. */
  static void start(JsonGenerator json, String table, String schema, Operation operation, Long timeMs)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("v", Envelope.VERSION);
    json.writeStringField("table", table);
    json.writeStringField("schema", schema);
    json.writeStringField("op", operation.text());
    if (timeMs == null) {
      json.writeNullField("ts");
    } else {
      json.writeNumberField("ts", timeMs);
    }
    json.writeFieldName("payload");
  }
}

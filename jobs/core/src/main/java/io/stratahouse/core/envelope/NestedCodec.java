package io.stratahouse.core.envelope;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.types.logical.LogicalType;

/** A value that may be null, inside a row, an array, a map or a payload; names its place in the reason of an error. */
final class NestedCodec implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LogicalType type;
  private final ValueCodec codec;

  NestedCodec(LogicalType type, boolean lenient) {
    this.type = type;
    this.codec = ValueCodecs.of(type, lenient);
  }

  /** Reads a value; a missing one is null. */
  Object decode(JsonNode node, String place) throws BadRecordException {
    if (node == null || node.isNull()) {
      if (!type.isNullable()) {
        throw new BadRecordException(place + " " + type.asSummaryString() + ": is null");
      }
      return null;
    }
    try {
      return codec.decode(node);
    } catch (BadRecordException e) {
      throw new BadRecordException(place + " " + type.asSummaryString() + ": " + e.getMessage());
    }
  }

  /** Writes a value or null. */
  void encode(JsonGenerator json, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else {
      codec.encode(json, value);
    }
  }
}

package io.stratahouse.core.envelope;

import java.io.IOException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** BOOLEAN: true or false; in change records also 1 and 0. */
record BooleanCodec(boolean lenient) implements ValueCodec {
  @Override
  public Object decode(JsonNode node) throws BadRecordException {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (lenient && node.isValueNode()) {
      switch (node.asText()) {
        case "1", "true", "TRUE" -> {
          return Boolean.TRUE;
        }
        case "0", "false", "FALSE" -> {
          return Boolean.FALSE;
        }
        default -> {}
      }
    }
    throw new BadRecordException("expected true or false, found " + Json.describe(node));
  }

  @Override
  public void encode(JsonGenerator json, Object value) throws IOException {
    json.writeBoolean((Boolean) value);
  }
}

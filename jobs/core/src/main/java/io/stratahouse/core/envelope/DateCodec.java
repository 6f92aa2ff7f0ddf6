package io.stratahouse.core.envelope;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** DATE: {@code YYYY-MM-DD}. */
record DateCodec() implements ValueCodec {
  @Override
  public Object decode(JsonNode node) throws BadRecordException {
    if (node.isTextual()) {
      try {
        return (int) LocalDate.parse(node.textValue()).toEpochDay();
      } catch (DateTimeException e) {
        throw new BadRecordException("expected a date YYYY-MM-DD, found " + Json.describe(node));
      }
    }
    throw new BadRecordException("expected a date YYYY-MM-DD, found " + Json.describe(node));
  }

  @Override
  public void encode(JsonGenerator json, Object value) throws IOException {
    json.writeString(LocalDate.ofEpochDay((Integer) value).toString());
  }
}

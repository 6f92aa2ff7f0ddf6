package io.stratahouse.core.envelope;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalTime;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** TIME(p): {@code HH:MM:SS} with p fraction digits; Flink itself keeps at most milliseconds. */
record TimeCodec(int precision) implements ValueCodec {
  private static final long MS = 1_000_000L;
  private static final int MAX_PRECISION = 3;

  @Override
  public Object decode(JsonNode node) throws BadRecordException {
    if (node.isTextual()) {
      try {
        return (int) (ClockText.parse(node.textValue(), Math.min(precision, MAX_PRECISION), node.textValue()).toNanoOfDay() / MS);
      } catch (DateTimeException e) {
        throw new BadRecordException("expected a time HH:MM:SS, found " + Json.describe(node));
      }
    }
    throw new BadRecordException("expected a time HH:MM:SS, found " + Json.describe(node));
  }

  @Override
  public void encode(JsonGenerator json, Object value) throws IOException {
    StringBuilder text = new StringBuilder(12);
    ClockText.append(text, LocalTime.ofNanoOfDay((Integer) value * MS), Math.min(precision, MAX_PRECISION));
    json.writeString(text.toString());
  }
}

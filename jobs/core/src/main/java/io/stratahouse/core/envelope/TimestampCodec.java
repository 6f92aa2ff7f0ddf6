package io.stratahouse.core.envelope;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.TimestampData;

/**
 * TIMESTAMP(p): {@code YYYY-MM-DDTHH:MM:SS} with p fraction digits and no zone; TIMESTAMP_LTZ(p): the same in UTC with
 * a {@code Z}. A space instead of the T is read too, and UTC without its Z.
 */
record TimestampCodec(int precision, boolean zoned) implements ValueCodec {
  private static final int DATE_LENGTH = 10;

  @Override
  public Object decode(JsonNode node) throws BadRecordException {
    if (!node.isTextual()) {
      throw expected(node);
    }
    String text = node.textValue();
    boolean utc = text.endsWith("Z");
    if (text.length() <= DATE_LENGTH || utc && !zoned) {
      throw expected(node);
    }
    char separator = text.charAt(DATE_LENGTH);
    if (separator != 'T' && separator != ' ') {
      throw expected(node);
    }
    try {
      LocalDate date = LocalDate.parse(text.substring(0, DATE_LENGTH));
      String clock = text.substring(DATE_LENGTH + 1, text.length() - (utc ? 1 : 0));
      LocalTime time = ClockText.parse(clock, precision, text);
      return TimestampData.fromLocalDateTime(LocalDateTime.of(date, time));
    } catch (DateTimeException e) {
      throw expected(node);
    }
  }

  private BadRecordException expected(JsonNode node) {
    return new BadRecordException(
        "expected a time YYYY-MM-DDTHH:MM:SS" + (zoned ? "Z (UTC)" : " without a zone") + ", found " + Json.describe(node));
  }

  @Override
  public void encode(JsonGenerator json, Object value) throws IOException {
    // An instant and a time without zone are held alike: milliseconds and nanoseconds counted from 1970, here as UTC.
    LocalDateTime time = ((TimestampData) value).toInstant().atOffset(ZoneOffset.UTC).toLocalDateTime();
    StringBuilder text = new StringBuilder(30).append(time.toLocalDate()).append('T');
    ClockText.append(text, time.toLocalTime(), precision);
    json.writeString((zoned ? text.append('Z') : text).toString());
  }
}

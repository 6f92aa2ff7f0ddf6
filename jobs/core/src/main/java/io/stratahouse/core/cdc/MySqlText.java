package io.stratahouse.core.cdc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Base64;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Schema;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;

/** Writes a captured value as MySQL itself writes it; times are UTC, bytes are base64. */
final class MySqlText {
  private static final long MICROS = 1_000_000L;

  private MySqlText() {}

  /** Returns the text, or null for null. */
  static String of(Schema schema, Object value) {
    if (value == null) {
      return null;
    }
    String logical = schema.name() == null ? "" : schema.name();
    return switch (logical) {
      case "io.debezium.time.Date" -> LocalDate.ofEpochDay(((Number) value).longValue()).toString();
      case "io.debezium.time.Timestamp" -> timestamp(Math.multiplyExact(((Number) value).longValue(), 1000L));
      case "io.debezium.time.MicroTimestamp" -> timestamp(((Number) value).longValue());
      case "io.debezium.time.ZonedTimestamp" -> zoned((String) value);
      case "io.debezium.time.Time" -> time(((Number) value).longValue() * 1000L);
      case "io.debezium.time.MicroTime" -> time(((Number) value).longValue());
      case "io.debezium.time.Year" -> Year.of(((Number) value).intValue()).toString();
      case "io.debezium.data.Bits" -> bits(bytes(value));
      default -> plain(value);
    };
  }

  private static String plain(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof Boolean flag) {
      return flag ? "1" : "0";
    }
    if (value instanceof Double || value instanceof Float) {
      return new BigDecimal(value.toString()).toPlainString();
    }
    if (value instanceof byte[] || value instanceof ByteBuffer) {
      return Base64.getEncoder().encodeToString(bytes(value));
    }
    if (value instanceof Struct struct) {
      return Base64.getEncoder().encodeToString(bytes(struct.get("wkb")));
    }
    return value.toString();
  }

  private static byte[] bytes(Object value) {
    if (value instanceof byte[] array) {
      return array;
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] array = new byte[buffer.remaining()];
    buffer.get(array);
    return array;
  }

  private static String bits(byte[] littleEndian) {
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian).toString();
  }

  private static String zoned(String text) {
    return dateTime(OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
  }

  private static String timestamp(long micros) {
    Instant instant =
        Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000L);
    return dateTime(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
  }

  private static String dateTime(LocalDateTime time) {
    return time.toLocalDate() + " " + time(time.toLocalTime().toNanoOfDay() / 1000L);
  }

  /** MySQL's TIME is a span: it may be negative and longer than a day. */
  private static String time(long micros) {
    long rest = Math.abs(micros);
    long seconds = rest / MICROS;
    String text =
        String.format("%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    long fraction = rest % MICROS;
    if (fraction != 0) {
      text += fraction % 1000 == 0 ? String.format(".%03d", fraction / 1000) : String.format(".%06d", fraction);
    }
    return micros < 0 ? "-" + text : text;
  }
}

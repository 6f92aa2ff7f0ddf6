package io.stratahouse.core.envelope;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** TINYINT, SMALLINT, INT, BIGINT: a whole JSON number within the type's range. */
record IntegerCodec(long min, long max, Width width, boolean lenient) implements ValueCodec {
  /** Java type of the internal form. */
  enum Width {
    BYTE,
    SHORT,
    INT,
    LONG
  }

  private static final int MAX_DIGITS = 40;

  @Override
  public Object decode(JsonNode node) throws BadRecordException {
    long value;
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      value = node.longValue();
    } else if (node.isNumber() || (lenient && node.isTextual())) {
      value = exact(node);
    } else {
      throw new BadRecordException("expected a whole number, found " + Json.describe(node));
    }
    if (value < min || value > max) {
      throw outOfRange(node);
    }
    return switch (width) {
      case BYTE -> (byte) value;
      case SHORT -> (short) value;
      case INT -> (int) value;
      case LONG -> value;
    };
  }

  private long exact(JsonNode node) throws BadRecordException {
    String text = node.asText();
    BigInteger whole;
    try {
      BigDecimal number = new BigDecimal(text);
      if (number.precision() - (long) number.scale() > MAX_DIGITS) {
        throw outOfRange(node);
      }
      whole = number.toBigIntegerExact();
    } catch (NumberFormatException e) {
      throw new BadRecordException("expected a whole number, found " + Json.describe(node));
    } catch (ArithmeticException e) {
      throw new BadRecordException("expected a whole number, found a fraction: " + Json.describe(node));
    }
    if (whole.bitLength() > 63) {
      throw outOfRange(node);
    }
    return whole.longValue();
  }

  private BadRecordException outOfRange(JsonNode node) {
    return new BadRecordException("expected a whole number from " + min + " to " + max + ", found " + Json.describe(node));
  }

  @Override
  public void encode(JsonGenerator json, Object value) throws IOException {
    json.writeNumber(((Number) value).longValue());
  }
}

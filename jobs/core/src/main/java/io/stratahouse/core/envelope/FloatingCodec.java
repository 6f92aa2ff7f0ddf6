package io.stratahouse.core.envelope;

import java.io.IOException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** FLOAT and DOUBLE: a JSON number, or one of the strings NaN, Infinity, -Infinity. */
record FloatingCodec(boolean single, boolean lenient) implements ValueCodec {
  @Override
  public Object decode(JsonNode node) throws BadRecordException {
    String text = node.asText();
    boolean special = node.isTextual() && (text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity"));
    if (!node.isNumber() && !special && !(lenient && node.isTextual())) {
      throw new BadRecordException("expected a number, found " + Json.describe(node));
    }
    double value;
    try {
      value = single ? Float.parseFloat(text) : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new BadRecordException("expected a number, found " + Json.describe(node));
    }
    if (!special && !Double.isFinite(value)) {
      throw new BadRecordException("the number is too large for the type: " + Json.describe(node));
    }
    if (single) {
      return (float) value;
    }
    return value;
  }

  @Override
  public void encode(JsonGenerator json, Object value) throws IOException {
    double number = ((Number) value).doubleValue();
    if (!Double.isFinite(number)) {
      json.writeString(Double.toString(number));
    } else if (single) {
      json.writeNumber((Float) value);
    } else {
      json.writeNumber(number);
    }
  }
}

package io.stratahouse.core.envelope;

import java.io.IOException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.StringData;

/** CHAR(n), VARCHAR(n), STRING: a JSON string; lengths count characters; CHAR is padded with spaces. */
record TextCodec(int length, boolean fixed, boolean lenient) implements ValueCodec {
  @Override
  public Object decode(JsonNode node) throws BadRecordException {
    if (!node.isTextual() && !(lenient && node.isValueNode())) {
      throw new BadRecordException("expected a string, found " + Json.describe(node));
    }
    String text = node.asText();
    if (text.length() > length || fixed) {
      int count = text.codePointCount(0, text.length());
      if (count > length) {
        throw new BadRecordException(
            "at most " + length + " characters fit, found " + count + " in " + BadRecordException.quote(text));
      }
      if (fixed) {
        text = text + " ".repeat(length - count);
      }
    }
    return StringData.fromString(text);
  }

  @Override
  public void encode(JsonGenerator json, Object value) throws IOException {
    json.writeString(value.toString());
  }
}

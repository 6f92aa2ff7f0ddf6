package io.stratahouse.core.envelope;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** BINARY(n), VARBINARY(n), BYTES: base64; BINARY is padded with zero bytes. */
record BytesCodec(int length, boolean fixed) implements ValueCodec {
  @Override
  public Object decode(JsonNode node) throws BadRecordException {
    if (!node.isTextual()) {
      throw new BadRecordException("expected base64, found " + Json.describe(node));
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(node.textValue());
    } catch (IllegalArgumentException e) {
      throw new BadRecordException("expected base64, found " + Json.describe(node));
    }
    if (bytes.length > length) {
      throw new BadRecordException("at most " + length + " bytes fit, found " + bytes.length);
    }
    return fixed && bytes.length < length ? Arrays.copyOf(bytes, length) : bytes;
  }

  @Override
  public void encode(JsonGenerator json, Object value) throws IOException {
    json.writeString(Base64.getEncoder().encodeToString((byte[]) value));
  }
}

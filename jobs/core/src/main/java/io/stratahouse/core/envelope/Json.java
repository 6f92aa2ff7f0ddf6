package io.stratahouse.core.envelope;

import java.io.IOException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonParser;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** JSON as the codec reads and writes it: exact decimals, no field twice, nothing after the value. */
public final class Json {
  /** Shared, thread-safe mapper. */
  public static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

  /** Factory of the generators. */
  public static final JsonFactory FACTORY = MAPPER.getFactory();

  private Json() {}

  /**
   * Parses one JSON object.
   *
   * @throws BadRecordException when the bytes are no JSON object
   */
  public static JsonNode object(byte[] bytes) throws BadRecordException {
    if (bytes == null) {
      throw new BadRecordException("the record has no value (a tombstone)");
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
      throw new BadRecordException("not JSON at byte " + at + ": " + firstLine(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new BadRecordException("not JSON: not valid UTF-8");
    }
    if (node == null || !node.isObject()) {
      throw new BadRecordException(
          "expected a JSON object, found " + (node == null || node.isMissingNode() ? "nothing" : describe(node)));
    }
    return node;
  }

  /** Names the kind of a JSON value, with the value if it is short. */
  static String describe(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "string " + BadRecordException.quote(node.textValue());
      case NUMBER -> "number " + cut(node.asText());
      case BOOLEAN -> "boolean " + node.asText();
      case NULL -> "null";
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      default -> "nothing";
    };
  }

  private static String cut(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return cut(end < 0 ? text : text.substring(0, end));
  }
}

package io.stratahouse.core.envelope;

import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/**
 * The frame around every payload: {@code {"v":1,"table":…,"schema":…,"op":…,"ts":…,"payload":{…}}}.
 *
 * @param table table that the record belongs to
 * @param schema fingerprint of the writer's schema
 * @param operation what the record does
 * @param timeMs event time in milliseconds since 1970 UTC, or null
 * @param payload the columns by name
 */
public record Envelope(String table, String schema, Operation operation, Long timeMs, JsonNode payload) {
  /** The version that this codec writes and the only one that it reads. */
  public static final int VERSION = 1;

  /**
   * Reads the frame; the payload's values are not looked at.
   *
   * @throws BadRecordException when a part of the frame is missing or of another type
   */
  public static Envelope parse(byte[] bytes) throws BadRecordException {
    JsonNode root = Json.object(bytes);
    JsonNode version = field(root, "v");
    if (!version.isInt() || version.intValue() != VERSION) {
      throw new BadRecordException("field v: expected version " + VERSION + ", found " + Json.describe(version));
    }
    String table = text(root, "table");
    JsonNode schema = root.get("schema");
    Operation operation = Operation.of(text(root, "op"));
    JsonNode ts = root.get("ts");
    if (ts != null && !ts.isNull() && !(ts.isIntegralNumber() && ts.canConvertToLong())) {
      throw new BadRecordException("field ts: expected milliseconds or null, found " + Json.describe(ts));
    }
    JsonNode payload = field(root, "payload");
    if (!payload.isObject()) {
      throw new BadRecordException("field payload: expected an object, found " + Json.describe(payload));
    }
    return new Envelope(
        table,
        schema == null || !schema.isTextual() ? "" : schema.textValue(),
        operation,
        ts == null || ts.isNull() ? null : ts.longValue(),
        payload);
  }

  private static JsonNode field(JsonNode root, String name) throws BadRecordException {
    JsonNode node = root.get(name);
    if (node == null) {
      throw new BadRecordException("field " + name + ": is missing; not an envelope");
    }
    return node;
  }

  private static String text(JsonNode root, String name) throws BadRecordException {
    JsonNode node = field(root, name);
    if (!node.isTextual()) {
      throw new BadRecordException("field " + name + ": expected a string, found " + Json.describe(node));
    }
    return node.textValue();
  }
}

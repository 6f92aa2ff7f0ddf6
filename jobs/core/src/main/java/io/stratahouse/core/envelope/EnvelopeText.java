package io.stratahouse.core.envelope;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** Envelopes as text whose payload is JSON that was made elsewhere. */
public final class EnvelopeText {
  private EnvelopeText() {}

  /** Returns the envelope, or null when the payload is no JSON object, or table or operation are null or unknown. */
  public static String encode(String table, String schema, String operation, Long timeMs, String payload) {
    if (table == null || operation == null || payload == null) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      JsonNode object = Json.object(payload.getBytes(StandardCharsets.UTF_8));
      EnvelopeEncoder.start(json, table, schema == null ? "" : schema, Operation.of(operation), timeMs);
      json.writeTree(object);
      json.writeEndObject();
    } catch (BadRecordException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Returns the envelope that the text holds, or null. */
  public static Envelope parse(String text) {
    if (text == null) {
      return null;
    }
    try {
      return Envelope.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (BadRecordException e) {
      return null;
    }
  }
}

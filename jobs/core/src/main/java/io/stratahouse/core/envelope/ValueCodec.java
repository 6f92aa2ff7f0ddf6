package io.stratahouse.core.envelope;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** Reads and writes the values of one column type as JSON; values are in Flink's internal form, never null. */
interface ValueCodec extends Serializable {
  /**
   * Reads a value.
   *
   * @throws BadRecordException when the JSON value does not fit the type; the reason says what was found
   */
  Object decode(JsonNode node) throws BadRecordException;

  /** Writes a value. */
  void encode(JsonGenerator json, Object value) throws IOException;
}

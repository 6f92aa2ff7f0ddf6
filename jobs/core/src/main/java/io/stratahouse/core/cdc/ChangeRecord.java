package io.stratahouse.core.cdc;

import io.stratahouse.core.envelope.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Field;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;

/** One change of one row in canal's JSON form, as DTS writes it. */
final class ChangeRecord {
  private static final int INITIAL_BYTES = 1024;

  private ChangeRecord() {}

  /** Returns the key of a row: a JSON object of the key columns. */
  static byte[] key(Struct row, List<String> key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      for (String column : key) {
        Object value = row.get(column);
        json.writeFieldName(column);
        if (value instanceof Long || value instanceof Integer || value instanceof Short) {
          if (row.schema().field(column).schema().name() == null) {
            json.writeNumber(((Number) value).longValue());
            continue;
          }
        }
        json.writeString(MySqlText.of(row.schema().field(column).schema(), value));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Returns the record.
   *
   * @param type INSERT, UPDATE or DELETE
   * @param row the row after the change; for DELETE before it
   * @param before for UPDATE the row before the change, else null
   * @param commitMs time of the commit, milliseconds since 1970 UTC
   * @param writtenMs time at which the record is written
   */
  static byte[] value(
      String database,
      String table,
      String type,
      List<String> key,
      Struct row,
      Struct before,
      long commitMs,
      long writtenMs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("database", database);
      json.writeStringField("table", table);
      json.writeStringField("type", type);
      json.writeBooleanField("isDdl", false);
      json.writeNumberField("es", commitMs);
      json.writeNumberField("ts", writtenMs);
      json.writeArrayFieldStart("pkNames");
      for (String column : key) {
        json.writeString(column);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("data");
      writeRow(json, row, null);
      json.writeEndArray();
      if (before == null) {
        json.writeNullField("old");
      } else {
        json.writeArrayFieldStart("old");
        writeRow(json, before, row);
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes all columns, or only those that differ from another row. */
  private static void writeRow(JsonGenerator json, Struct row, Struct other) throws IOException {
    json.writeStartObject();
    for (Field field : row.schema().fields()) {
      String text = MySqlText.of(field.schema(), row.get(field));
      if (other == null || !Objects.equals(text, textOf(other, field.name()))) {
        json.writeFieldName(field.name());
        if (text == null) {
          json.writeNull();
        } else {
          json.writeString(text);
        }
      }
    }
    json.writeEndObject();
  }

  private static String textOf(Struct row, String column) {
    Field field = row.schema().field(column);
    return field == null ? null : MySqlText.of(field.schema(), row.get(field));
  }
}

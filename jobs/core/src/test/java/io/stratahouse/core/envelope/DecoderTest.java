package io.stratahouse.core.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;

class DecoderTest {
  private static final RowType ROW =
      (RowType)
          LogicalTypeParser.parse(
              "ROW<`id` BIGINT, `name` STRING, `at` TIMESTAMP(3)>", DecoderTest.class.getClassLoader());

  private static RecordContract contract(String table) {
    return new RecordContract(table, "ab", ROW, List.of("id"), List.of("id", "name"), "at");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<DecodedRecord> envelope(String text) throws BadRecordException {
    return new EnvelopeDecoder(contract("dws.t")).decode(bytes(text));
  }

  private static List<DecodedRecord> canal(String text) throws BadRecordException {
    return new CanalDecoder(contract("business.t")).decode(bytes(text));
  }

  private static String reason(String text) {
    return assertThrows(BadRecordException.class, () -> envelope(text)).getMessage();
  }

  private static String frame(String op, String payload) {
    return "{\"v\":1,\"table\":\"dws.t\",\"schema\":\"ab\",\"op\":\"" + op + "\",\"ts\":5,\"payload\":" + payload + "}";
  }

  @Test
  void encodesTheWholeFrameInOrder() {
    GenericRowData row =
        GenericRowData.ofKind(RowKind.UPDATE_AFTER, 7L, StringData.fromString("x"), TimestampData.fromEpochMillis(1500));
    assertEquals(
        "{\"v\":1,\"table\":\"dws.t\",\"schema\":\"ab\",\"op\":\"update\",\"ts\":1500,"
            + "\"payload\":{\"id\":7,\"name\":\"x\",\"at\":\"1970-01-01T00:00:01.500\"}}",
        new String(new EnvelopeEncoder(contract("dws.t")).encode(row), StandardCharsets.UTF_8));
  }

  @Test
  void readsOperationAndTime() throws BadRecordException {
    DecodedRecord record = envelope(frame("update", "{\"name\":\"x\",\"id\":1,\"other\":[]}")).get(0);
    assertEquals(Operation.UPDATE, record.operation());
    assertEquals(5L, record.timeMs());
    assertNull(record.row().getField(2));
  }

  @Test
  void deleteNeedsOnlyTheKey() throws BadRecordException {
    assertEquals(Operation.DELETE, envelope(frame("delete", "{\"id\":1}")).get(0).operation());
    assertEquals(
        "column id BIGINT: is missing, but it is part of the key", reason(frame("delete", "{\"name\":\"x\"}")));
  }

  @Test
  void saysWhatIsWrongWithTheFrame() {
    assertEquals("column name STRING: is null, but it is NOT NULL", reason(frame("insert", "{\"id\":1,\"name\":null}")));
    assertEquals("column name STRING: is missing, but it is NOT NULL", reason(frame("insert", "{\"id\":1}")));
    assertEquals("field op: expected insert, update or delete, found \"upsert\"", reason(frame("upsert", "{}")));
    assertEquals("field payload: expected an object, found null", reason(frame("insert", "null")));
    assertEquals(
        "field v: expected version 1, found number 2", reason(frame("insert", "{}").replace("\"v\":1", "\"v\":2")));
    assertEquals(
        "field table: expected dws.t, found \"dws.u\"", reason(frame("insert", "{}").replace("dws.t", "dws.u")));
    assertEquals("expected a JSON object, found an array", reason("[]"));
    assertEquals("expected a JSON object, found nothing", reason(""));
    assertTrue(reason("{\"v\":1,").startsWith("not JSON at byte"));
    assertTrue(reason("{\"v\":1,\"v\":1}").startsWith("not JSON at byte"));
    assertTrue(reason(frame("insert", "{}") + "x").startsWith("not JSON at byte"));
    assertEquals(
        "the record has no value (a tombstone)",
        assertThrows(BadRecordException.class, () -> new EnvelopeDecoder(contract("dws.t")).decode(null)).getMessage());
  }

  @Test
  void noBytesBreakTheDecoder() {
    Random random = new Random(7);
    byte[] good = bytes(frame("insert", "{\"id\":1,\"name\":\"x\",\"at\":\"2019-01-01T00:00:00\"}"));
    int bad = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      for (int k = 0; k <= i % 3; k++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        new EnvelopeDecoder(contract("dws.t")).decode(bytes);
      } catch (BadRecordException e) {
        bad++;
      }
    }
    assertTrue(bad > 15_000, "bad " + bad);
  }

  private static String change(String type, String data, String old) {
    return "{\"database\":\"business\",\"table\":\"t\",\"type\":\"" + type + "\",\"isDdl\":false,\"es\":9,\"ts\":10,"
        + "\"pkNames\":[\"id\"],\"data\":" + data + ",\"old\":" + old + "}";
  }

  @Test
  void readsChangesOfADatabase() throws BadRecordException {
    List<DecodedRecord> records =
        canal(change("INSERT", "[{\"id\":\"1\",\"name\":\"a\",\"at\":\"2019-03-23 20:21:09\"},{\"id\":\"2\",\"name\":\"\"}]", "null"));
    assertEquals(2, records.size());
    assertEquals(1L, records.get(0).row().getField(0));
    assertEquals(9L, records.get(0).timeMs());
    assertEquals("2019-03-23T20:21:09", records.get(0).row().getField(2).toString());
    assertEquals(Operation.DELETE, canal(change("DELETE", "[{\"id\":\"1\"}]", "null")).get(0).operation());
  }

  @Test
  void anUpdateOfTheKeyAlsoDeletesTheFormerRow() throws BadRecordException {
    List<DecodedRecord> records = canal(change("UPDATE", "[{\"id\":\"2\",\"name\":\"a\"}]", "[{\"id\":\"1\"}]"));
    assertEquals(List.of(Operation.DELETE, Operation.UPDATE), records.stream().map(DecodedRecord::operation).toList());
    assertEquals(1L, records.get(0).row().getField(0));
    assertEquals(1, canal(change("UPDATE", "[{\"id\":\"2\",\"name\":\"a\"}]", "[{\"name\":\"b\"}]")).size());
  }

  @Test
  void skipsDdlAndRefusesOtherTables() throws BadRecordException {
    assertEquals(List.of(), canal("{\"database\":\"business\",\"table\":\"t\",\"type\":\"ALTER\",\"isDdl\":true}"));
    assertEquals(
        "fields database and table: expected business.t, found \"business.u\"",
        assertThrows(
                BadRecordException.class,
                () -> canal(change("DELETE", "[{\"id\":\"1\"}]", "null").replace("\"t\"", "\"u\"")))
            .getMessage());
    assertEquals(
        "column id BIGINT: expected a whole number, found string \"one\"",
        assertThrows(BadRecordException.class, () -> canal(change("DELETE", "[{\"id\":\"one\"}]", "null"))).getMessage());
  }
}

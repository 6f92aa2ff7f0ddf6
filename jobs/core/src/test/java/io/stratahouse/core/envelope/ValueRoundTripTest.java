package io.stratahouse.core.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueRoundTripTest {
  private static RecordContract contract(String type) {
    RowType row =
        (RowType)
            LogicalTypeParser.parse("ROW<`id` BIGINT, `v` " + type + ">", ValueRoundTripTest.class.getClassLoader());
    return new RecordContract("dws.t", "0123456789abcdef", row, List.of("id"), List.of("id"), null);
  }

  private static String envelope(String json) {
    return "{\"v\":1,\"table\":\"dws.t\",\"schema\":\"0123456789abcdef\",\"op\":\"insert\",\"ts\":null,"
        + "\"payload\":{\"id\":1,\"v\":" + json + "}}";
  }

  private static GenericRowData decode(String type, String json) throws BadRecordException {
    return new EnvelopeDecoder(contract(type)).decode(envelope(json).getBytes(StandardCharsets.UTF_8)).get(0).row();
  }

  private static String canonical(String type, String json) throws BadRecordException {
    String text =
        new String(new EnvelopeEncoder(contract(type)).encode(decode(type, json)), StandardCharsets.UTF_8);
    String prefix = envelope("");
    prefix = prefix.substring(0, prefix.length() - 2);
    assertTrue(text.startsWith(prefix), text);
    return text.substring(prefix.length(), text.length() - 2);
  }

  private static String reason(String type, String json) {
    return assertThrows(BadRecordException.class, () -> decode(type, json)).getMessage();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
    "STRING | \"\" | \"\"",
    "STRING | \"é\\\"\\n𝄞\" | \"é\\\"\\n\\uD834\\uDD1E\"",
    "VARCHAR(3) | \"𝄞𝄞𝄞\" | \"\\uD834\\uDD1E\\uD834\\uDD1E\\uD834\\uDD1E\"",
    "CHAR(3) | \"a\" | \"a  \"",
    "BOOLEAN | true | true",
    "TINYINT | -128 | -128",
    "SMALLINT | 32767 | 32767",
    "INT | -2147483648 | -2147483648",
    "INT | 1.0 | 1",
    "INT | 1e3 | 1000",
    "BIGINT | 9223372036854775807 | 9223372036854775807",
    "BIGINT | -9223372036854775808 | -9223372036854775808",
    "FLOAT | 1.5 | 1.5",
    "DOUBLE | 0.1 | 0.1",
    "DOUBLE | \"NaN\" | \"NaN\"",
    "DOUBLE | \"-Infinity\" | \"-Infinity\"",
    "DECIMAL(10, 2) | \"12.5\" | \"12.50\"",
    "DECIMAL(10, 2) | 12.5 | \"12.50\"",
    "DECIMAL(10, 2) | \"-99999999.99\" | \"-99999999.99\"",
    "DECIMAL(10, 2) | \"1.5000\" | \"1.50\"",
    "DECIMAL(10, 2) | 0e9 | \"0.00\"",
    "DECIMAL(38, 18) | \"12345678901234567890.123456789012345678\" | \"12345678901234567890.123456789012345678\"",
    "DECIMAL(38, 0) | 99999999999999999999999999999999999999 | \"99999999999999999999999999999999999999\"",
    "DATE | \"2024-02-29\" | \"2024-02-29\"",
    "DATE | \"0001-01-01\" | \"0001-01-01\"",
    "TIME(0) | \"23:59:59\" | \"23:59:59\"",
    "TIME(3) | \"01:02:03.4\" | \"01:02:03.400\"",
    "TIMESTAMP(0) | \"2019-03-23 20:21:09\" | \"2019-03-23T20:21:09\"",
    "TIMESTAMP(0) | \"2019-03-23T20:21:09.000\" | \"2019-03-23T20:21:09\"",
    "TIMESTAMP(3) | \"2019-03-23T20:21:09\" | \"2019-03-23T20:21:09.000\"",
    "TIMESTAMP(3) | \"1969-12-31T23:59:59.999\" | \"1969-12-31T23:59:59.999\"",
    "TIMESTAMP(9) | \"2019-03-23T20:21:09.123456789\" | \"2019-03-23T20:21:09.123456789\"",
    "TIMESTAMP_LTZ(3) | \"2019-03-23T20:21:09.5Z\" | \"2019-03-23T20:21:09.500Z\"",
    "TIMESTAMP_LTZ(3) | \"2019-03-23 20:21:09\" | \"2019-03-23T20:21:09.000Z\"",
    "BYTES | \"AP8=\" | \"AP8=\"",
    "BINARY(2) | \"AQ==\" | \"AQA=\"",
    "ARRAY<INT> | [1,null,3] | [1,null,3]",
    "MAP<STRING, DECIMAL(4, 1)> | {\"a\":1,\"b\":null} | {\"a\":\"1.0\",\"b\":null}",
    "ROW<`x` INT, `y` ARRAY<STRING>> | {\"y\":[\"q\"],\"x\":2,\"z\":0} | {\"x\":2,\"y\":[\"q\"]}",
    "INT | null | null",
  })
  void writesWhatItReads(String type, String json, String expected) throws BadRecordException {
    assertEquals(expected, canonical(type, json));
    assertEquals(expected, canonical(type, expected), "the canonical form is stable");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
    "STRING | 1 | column v STRING: expected a string, found number 1",
    "VARCHAR(3) | \"abcd\" | column v VARCHAR(3): at most 3 characters fit, found 4 in \"abcd\"",
    "BOOLEAN | \"true\" | column v BOOLEAN: expected true or false, found string \"true\"",
    "TINYINT | 128 | column v TINYINT: expected a whole number from -128 to 127, found number 128",
    "INT | 2147483648 | column v INT: expected a whole number from -2147483648 to 2147483647, found number 2147483648",
    "INT | 1.5 | column v INT: expected a whole number, found a fraction: number 1.5",
    "INT | \"1\" | column v INT: expected a whole number, found string \"1\"",
    "BIGINT | 9223372036854775808 | column v BIGINT: expected a whole number from -9223372036854775808 to 9223372036854775807, found number 9223372036854775808",
    "BIGINT | 1e300 | column v BIGINT: expected a whole number from -9223372036854775808 to 9223372036854775807, found number 1E+300",
    "FLOAT | 1e39 | column v FLOAT: the number is too large for the type: number 1E+39",
    "DECIMAL(10, 2) | \"12.345\" | column v DECIMAL(10, 2): at most 2 fraction digits fit, found 3 in string \"12.345\"",
    "DECIMAL(10, 2) | 123456789 | column v DECIMAL(10, 2): at most 8 digits before the point fit, found 9 in number 123456789",
    "DECIMAL(10, 2) | \"x\" | column v DECIMAL(10, 2): expected a decimal number, found string \"x\"",
    "DATE | \"2023-02-29\" | column v DATE: expected a date YYYY-MM-DD, found string \"2023-02-29\"",
    "TIMESTAMP(3) | \"0000-00-00 00:00:00\" | column v TIMESTAMP(3): expected a time YYYY-MM-DDTHH:MM:SS without a zone, found string \"0000-00-00 00:00:00\"",
    "TIMESTAMP(3) | \"2019-03-23T20:21:09Z\" | column v TIMESTAMP(3): expected a time YYYY-MM-DDTHH:MM:SS without a zone, found string \"2019-03-23T20:21:09Z\"",
    "TIMESTAMP(3) | \"2019-03-23T20:21:09.1234\" | column v TIMESTAMP(3): at most 3 fraction digits of a second fit, found \"2019-03-23T20:21:09.1234\"",
    "BYTES | \"%%\" | column v BYTES: expected base64, found string \"%%\"",
    "VARBINARY(1) | \"AQI=\" | column v VARBINARY(1): at most 1 bytes fit, found 2",
    "ARRAY<INT> | [1,\"x\"] | column v ARRAY<INT>: element 1 INT: expected a whole number, found string \"x\"",
    "ARRAY<INT NOT NULL> | [null] | column v ARRAY<INT NOT NULL>: element 0 INT NOT NULL: is null",
  })
  void refusesWhatDoesNotFit(String type, String json, String expected) {
    assertEquals(expected, reason(type, json));
  }

  @Test
  void cutsLongValuesInReasons() {
    String reason = reason("VARCHAR(3)", "\"" + "x".repeat(5000) + "\"");
    assertTrue(reason.length() < 200, reason);
    assertTrue(reason.contains("(5000 characters)"), reason);
  }
}

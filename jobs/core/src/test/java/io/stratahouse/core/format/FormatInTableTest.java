package io.stratahouse.core.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratahouse.core.udf.StrataFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatInTableTest {
  @TempDir private Path folder;

  private static TableEnvironment tables() {
    TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
    tables.getConfig().set("table.local-time-zone", "UTC");
    tables.getConfig().set("parallelism.default", "1");
    StrataFunctions.register(tables);
    return tables;
  }

  @SuppressWarnings("try") // closing the iterator may be interrupted
  private static List<String> rows(TableEnvironment tables, String sql) throws Exception {
    List<String> rows = new ArrayList<>();
    try (CloseableIterator<Row> result = tables.executeSql(sql).collect()) {
      result.forEachRemaining(row -> rows.add(row.toString()));
    }
    return rows;
  }

  @Test
  void functionsReadAndWriteEnvelopes() throws Exception {
    TableEnvironment tables = tables();
    assertEquals(
        List.of(
            "+I[{\"v\":1,\"table\":\"dws.t\",\"schema\":\"ab\",\"op\":\"insert\",\"ts\":1000,\"payload\":{\"a\":1.50}}, null, null]"),
        rows(
            tables,
            "SELECT strata_encode('dws.t', 'ab', 'insert', TO_TIMESTAMP_LTZ(1000, 3), '{\"a\":1.50}'),"
                + " strata_encode('dws.t', 'ab', 'upsert', TO_TIMESTAMP_LTZ(1000, 3), '{}'),"
                + " strata_encode('dws.t', 'ab', 'insert', TO_TIMESTAMP_LTZ(1000, 3), '[]')"));
    String envelope = "'{\"v\":1,\"table\":\"t\",\"schema\":\"ab\",\"op\":\"delete\",\"ts\":1000,\"payload\":{\"a\":1}}'";
    assertEquals(
        List.of("+I[{\"a\":1}, delete, 1970-01-01T00:00:01Z, null]"),
        rows(
            tables,
            "SELECT strata_payload(e), strata_op(e), strata_ts(e), strata_op('x') FROM (VALUES (" + envelope + ")) AS t(e)"));
    assertEquals(
        List.of("+I[b.t, insert, 1970-01-01T00:00:00.009Z, null, {\"id\":\"1\"}]", "+I[b.t, insert, 1970-01-01T00:00:00.009Z, null, {\"id\":\"2\"}]"),
        rows(
            tables,
            "SELECT r.* FROM (VALUES ('{\"database\":\"b\",\"table\":\"t\",\"type\":\"INSERT\",\"es\":9,\"data\":[{\"id\":\"1\"},{\"id\":\"2\"}]}')) AS s(x),"
                + " LATERAL TABLE(strata_records('canal', x)) AS r"));
    assertTrue(
        rows(tables, "SELECT r.error FROM (VALUES ('x')) AS s(x), LATERAL TABLE(strata_records('envelope', x)) AS r")
            .get(0)
            .contains("not JSON"));
  }

  private String table(String options) {
    return "CREATE TEMPORARY TABLE t (id BIGINT, name STRING) WITH ('connector' = 'kafka', 'topic' = 't',"
        + " 'properties.bootstrap.servers' = '127.0.0.1:1', 'scan.startup.mode' = 'earliest-offset', 'value.format' = 'strata'"
        + options + ")";
  }

  @Test
  void refusesWrongOptions() {
    assertTrue(explain("SELECT * FROM t", "").contains("table"), "table is required");
    assertTrue(
        explain("SELECT * FROM t", ", 'value.strata.table' = 'x', 'value.strata.key' = 'id;nam'")
            .contains("the key column 'nam' is not a column; columns: [id, name]"));
    assertTrue(
        explain("SELECT * FROM t", ", 'value.strata.table' = 'x', 'value.strata.time' = 'id'")
            .contains("the time column 'id' is BIGINT"));
    assertTrue(
        explain("INSERT INTO t VALUES (1, 'x')", ", 'value.strata.table' = 'x', 'value.strata.encoding' = 'canal'")
            .contains("only reads the encoding 'canal'"));
  }

  private String explain(String sql, String options) {
    TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    tables.executeSql(table(options));
    ValidationException error = assertThrows(ValidationException.class, () -> tables.explainSql(sql));
    StringBuilder text = new StringBuilder();
    for (Throwable e = error; e != null; e = e.getCause()) {
      text.append(e.getMessage()).append('\n');
    }
    return text.toString();
  }

  @Test
  void writesEnvelopesThroughAConnector() throws Exception {
    TableEnvironment tables = tables();
    tables.executeSql(
        "CREATE TEMPORARY TABLE sink (id BIGINT, at_ TIMESTAMP(3)) WITH ('connector' = 'filesystem', 'path' = '"
            + folder.toUri() + "out', 'format' = 'strata', 'strata.table' = 'dws.t', 'strata.time' = 'at_')");
    tables.executeSql("INSERT INTO sink VALUES (1, TIMESTAMP '1970-01-01 00:00:02')").await();
    assertEquals(
        "{\"v\":1,\"table\":\"dws.t\",\"schema\":\"\",\"op\":\"insert\",\"ts\":2000,\"payload\":{\"id\":1,\"at_\":\"1970-01-01T00:00:02.000\"}}",
        content());
  }

  private String content() throws IOException {
    StringBuilder text = new StringBuilder();
    try (var files = Files.walk(folder.resolve("out"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString().strip();
  }
}

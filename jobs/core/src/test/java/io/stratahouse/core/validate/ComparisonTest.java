package io.stratahouse.core.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
  private static final StoreContract STORE =
      new StoreContract(
          "hologres", "postgres", "", "", "", "dwa", "t",
          List.of(
              new ColumnContract("k", "STRING", false),
              new ColumnContract("n", "BIGINT", false),
              new ColumnContract("r", "DECIMAL(18, 2)", true)),
          List.of("k"));

  private static Map<String, DeployedTable.Column> columns(Object... parts) {
    Map<String, DeployedTable.Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i += 3) {
      columns.put((String) parts[i], new DeployedTable.Column((String) parts[i + 1], (Boolean) parts[i + 2], false));
    }
    return columns;
  }

  @Test
  void equalTablesHaveNoDifference() {
    DeployedTable deployed =
        new DeployedTable(columns("k", "text", false, "n", "bigint", false, "r", "numeric(18,2)", true, "x", "text", true), List.of("k"));
    assertEquals(List.of(), StoreComparison.compare(STORE, new PostgresDialect(), deployed));
  }

  @Test
  void listsEveryDifference() {
    DeployedTable deployed =
        new DeployedTable(columns("n", "integer", true, "r", "numeric(10,2)", true, "x", "text", false), List.of("n", "k"));
    assertEquals(
        List.of(
            "hologres table dwa.t: column k does not exist (declared text NOT NULL)",
            "hologres table dwa.t: column n: declared BIGINT = bigint, deployed integer",
            "hologres table dwa.t: column n: declared NOT NULL, deployed nullable",
            "hologres table dwa.t: column r: declared DECIMAL(18, 2) = numeric(18,2), deployed numeric(10,2)",
            "hologres table dwa.t: column x is not declared, but it is NOT NULL without a default, so no row can be written",
            "hologres table dwa.t: declared primary key [k], deployed [n, k]"),
        StoreComparison.compare(STORE, new PostgresDialect(), deployed));
    assertEquals(
        List.of("hologres table dwa.t: does not exist, or the job's user may not see it"),
        StoreComparison.compare(STORE, new PostgresDialect(), null));
  }

  @Test
  void comparesTopics() {
    TopicContract read = new TopicContract("dws.trip", 2, "dws.trip", "ab", "read");
    assertEquals(List.of(), TopicComparison.compare(read, new DeployedTopic(2, "compact", 604800000, -1)));
    assertEquals(List.of(), TopicComparison.compare(read, new DeployedTopic(2, "delete", -1, -1)));
    assertEquals(List.of("topic dws.trip: does not exist"), TopicComparison.compare(read, null));
    assertEquals(
        List.of(
            "topic dws.trip: declared 2 partitions, deployed 3",
            "topic dws.trip: would lose records: cleanup.policy=compact,delete with retention.ms=1000 (expected -1, or cleanup.policy=compact)",
            "topic dws.trip: would lose records: cleanup.policy=compact,delete with retention.bytes=5 (expected -1, or cleanup.policy=compact)"),
        TopicComparison.compare(read, new DeployedTopic(3, "compact,delete", 1000, 5)));
    TopicContract write = new TopicContract("dws.trip", 2, "dws.trip", "ab", "write");
    assertEquals(List.of(), TopicComparison.compare(write, new DeployedTopic(2, "delete", 1000, -1)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "STRING | text | text | varchar(255)",
    "VARCHAR(10) | varchar(10) | varchar(10) | varchar(10)",
    "CHAR(2) | char(2) | char(2) | char(2)",
    "BOOLEAN | boolean | tinyint(1) | tinyint(1)",
    "TINYINT | smallint | tinyint | tinyint",
    "INT | integer | int | int",
    "FLOAT | real | float | float",
    "DOUBLE | double precision | double | double",
    "DECIMAL(18, 2) | numeric(18,2) | decimal(18,2) | decimal(18,2)",
    "DATE | date | date | date",
    "TIME(0) | time | time | time",
    "TIMESTAMP(9) | timestamp(6) | datetime(6) | datetime(6)",
    "TIMESTAMP(0) | timestamp(0) | datetime | datetime",
    "TIMESTAMP_LTZ(3) | timestamptz | timestamp(3) | timestamp(3)",
    "BYTES | bytea | longblob | longblob",
  })
  void mapsTypes(String type, String postgres, String mysql, String mysqlKey) {
    var parsed = LogicalTypeParser.parse(type, getClass().getClassLoader());
    assertEquals(postgres, new PostgresDialect().columnType(parsed, false));
    assertEquals(mysql, new MySqlDialect().columnType(parsed, false));
    assertEquals(mysqlKey, new MySqlDialect().columnType(parsed, true));
  }

  @Test
  void shortensTheStoresOwnNames() {
    assertEquals("timestamp(3)", PostgresDialect.shortType("timestamp(3) without time zone"));
    assertEquals("timestamptz(3)", PostgresDialect.shortType("timestamp(3) with time zone"));
    assertEquals("varchar(10)", PostgresDialect.shortType("character varying(10)"));
    assertEquals("bigint", MySqlDialect.shortType("bigint(20)"));
    assertEquals("bigint unsigned", MySqlDialect.shortType("bigint(20) unsigned"));
    assertEquals("tinyint(1)", MySqlDialect.shortType("tinyint(1)"));
    assertEquals("decimal(18,2)", MySqlDialect.shortType("decimal(18,2)"));
  }

  @Test
  void putsAllDifferencesIntoOneMessage() {
    assertEquals(
        "The job trip was not started: 2 differences between its contract and what is deployed:\n  - a\n  - b\n"
            + "Deploy the declared tables and topics first, or change the declaration.",
        StartValidator.message("job trip", List.of("a", "b")));
  }
}

package io.stratahouse.core.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlPipelineTest {
  private static final String SECRET = "s3cretPassword";
  @TempDir private Path secrets;

  @BeforeEach
  void writeSecret() throws IOException {
    Files.createDirectories(secrets.resolve("hologres"));
    Files.writeString(secrets.resolve("hologres/writer"), SECRET);
  }

  private static final String SOURCE =
      """
      CREATE TEMPORARY TABLE `_source`.`ods.trips` (
        `trip_id` BIGINT, `total` DECIMAL(10, 2), `payment` STRING,
        `__op` STRING METADATA FROM 'value.op' VIRTUAL, `__ts` TIMESTAMP_LTZ(3) METADATA FROM 'value.ts' VIRTUAL,
        `__error` STRING METADATA FROM 'value.error' VIRTUAL, `__raw` BYTES METADATA FROM 'value.raw' VIRTUAL,
        `__partition` INT METADATA FROM 'partition' VIRTUAL, `__offset` BIGINT METADATA FROM 'offset' VIRTUAL
      ) WITH ('connector' = 'kafka', 'topic' = 'dts.business.trips',
        'properties.bootstrap.servers' = '${kafka.bootstrap}', 'scan.startup.mode' = 'earliest-offset',
        'value.format' = 'strata', 'value.strata.encoding' = 'canal', 'value.strata.table' = 'business.trips',
        'value.strata.key' = 'trip_id', 'value.strata.required' = 'trip_id')""";
  private static final String NEWEST =
      """
      CREATE TEMPORARY VIEW `ods`.`trips` AS SELECT `trip_id`, `total`, `payment` FROM (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY `trip_id` ORDER BY `__offset` DESC) AS `__rn`
        FROM `_source`.`ods.trips` WHERE `__error` IS NULL) WHERE `__rn` = 1 AND `__op` <> 'delete'""";

  private static String kafkaSink(String table, String columns, String key) {
    return "CREATE TEMPORARY TABLE `_kafka`.`" + table + "` (" + columns + ", PRIMARY KEY (" + key
        + ") NOT ENFORCED) WITH ('connector' = 'kafka', 'topic' = '" + table
        + "', 'properties.bootstrap.servers' = '${kafka.bootstrap}', 'key.format' = 'json', 'key.fields' = '" + key
        + "', 'value.fields-include' = 'ALL', 'value.format' = 'strata', 'value.strata.table' = '" + table + "')";
  }

  private SqlJobSpec spec(String dwaSql) {
    List<String> statements = new ArrayList<>();
    for (String database : List.of("ods", "dws", "dwa", "_source", "_kafka", "_hologres", "_dead")) {
      statements.add("CREATE DATABASE IF NOT EXISTS `" + database + "`");
    }
    statements.add(SOURCE);
    statements.add(NEWEST);
    statements.add(
        "CREATE TEMPORARY VIEW `dws`.`trip` AS SELECT `_c0` AS `trip_id`, `_c1` AS `total`, `_c2` AS `payment` FROM "
            + "(SELECT trip_id, total, COALESCE(payment, 'unknown') FROM ods.trips) AS t(`_c0`, `_c1`, `_c2`)");
    statements.add("CREATE TEMPORARY VIEW `dwa`.`payment` AS " + dwaSql);
    statements.add(kafkaSink("dws.trip", "`trip_id` BIGINT, `total` DECIMAL(10, 2), `payment` STRING", "trip_id"));
    statements.add(kafkaSink("dwa.payment", "`payment` STRING, `trips` BIGINT", "payment"));
    statements.add(
        "CREATE TEMPORARY TABLE `_hologres`.`dwa.payment` (`payment` STRING, `trips` BIGINT, PRIMARY KEY (`payment`) "
            + "NOT ENFORCED) WITH ('connector' = 'jdbc', 'url' = 'jdbc:postgresql://127.0.0.1:1/w', 'username' = 'w', "
            + "'password' = '${secret:hologres/writer}', 'table-name' = 'dwa.payment')");
    statements.add(kafkaSink("dlq.ods.trips", "`number` BIGINT, `reason` STRING", "number").replace("`_kafka`", "`_dead`"));
    return new SqlJobSpec(
        1, "trip", "streaming", 1, 128, Map.of("table.exec.state.ttl", "1000 ms"), statements,
        List.of(
            "INSERT INTO `_kafka`.`dws.trip` SELECT * FROM `dws`.`trip`",
            "INSERT INTO `_kafka`.`dwa.payment` SELECT * FROM `dwa`.`payment`",
            "INSERT INTO `_hologres`.`dwa.payment` SELECT * FROM `dwa`.`payment`",
            "INSERT INTO `_dead`.`dlq.ods.trips` SELECT `__offset`, `__error` FROM `_source`.`ods.trips` WHERE `__error` IS NOT NULL"),
        new SqlJobSpec.Contracts(List.of(), List.of()), Map.of("kafka.bootstrap", "127.0.0.1:1"), secrets.toString());
  }

  private static final String AGGREGATE = "SELECT payment, COUNT(*) AS trips FROM dws.trip GROUP BY payment";

  private StreamGraph compile(SqlJobSpec spec) throws JobRefusedException {
    SqlPipeline pipeline = new SqlPipeline(spec, new Placeholders(spec.bindings(), secrets));
    Configuration configuration = pipeline.configuration();
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    pipeline.compile(env, configuration);
    return env.getStreamGraph(false);
  }

  private static Map<String, String> identities(StreamGraph graph) {
    Map<String, String> identities = new TreeMap<>();
    for (StreamNode node : graph.getStreamNodes()) {
      identities.put(node.getTransformationUID(), node.getOperatorName());
    }
    return identities;
  }

  @Test
  void computesSharedPartsOnce() throws JobRefusedException {
    StreamGraph graph = compile(spec(AGGREGATE));
    List<String> names = graph.getStreamNodes().stream().map(StreamNode::getOperatorName).toList();
    assertEquals(1, graph.getSourceIDs().size(), names.toString());
    assertEquals(1, names.stream().filter(name -> name.endsWith(": Rank")).count(), names.toString());
    assertEquals(1, names.stream().filter(name -> name.endsWith(": GroupAggregate")).count(), names.toString());
  }

  @Test
  void namesOperatorsByTable() throws JobRefusedException {
    var names = identities(compile(spec(AGGREGATE))).values();
    for (String expected :
        List.of("Source: ods.trips", "ods.trips: Rank", "dwa.payment: GroupAggregate", "dws.trip to kafka: Writer", "Sink: dwa.payment to hologres")) {
      assertTrue(names.contains(expected), names.toString());
    }
  }

  @Test
  void givesTheSameUidsWhateverWasCompiledBefore() throws JobRefusedException {
    Map<String, String> first = identities(compile(spec(AGGREGATE)));
    compile(spec("SELECT payment, MAX(trip_id) AS trips FROM dws.trip GROUP BY payment"));
    assertEquals(first, identities(compile(spec(AGGREGATE))));
    assertEquals(compile(spec(AGGREGATE)).getStreamNodes().size(), first.size(), "every operator has a uid of its own");
  }

  @Test
  void givesChangedLogicAnotherUidAndKeepsTheRest() throws JobRefusedException {
    Map<String, String> before = identities(compile(spec(AGGREGATE)));
    Map<String, String> after =
        identities(compile(spec("SELECT payment, COUNT(DISTINCT trip_id) AS trips FROM dws.trip GROUP BY payment")));
    assertEquals(uidOf(before, "ods.trips: Rank"), uidOf(after, "ods.trips: Rank"));
    assertFalse(uidOf(before, "dwa.payment: GroupAggregate").equals(uidOf(after, "dwa.payment: GroupAggregate")));
  }

  private static String uidOf(Map<String, String> identities, String name) {
    return identities.entrySet().stream().filter(e -> e.getValue().equals(name)).findFirst().orElseThrow().getKey();
  }

  @Test
  void repeatsThePlannersMessageWithTheStatement() {
    String unknown = refused("SELECT payment, COUNT(*) AS trips\nFROM dws.trip WHERE totl > 1 GROUP BY payment");
    assertTrue(unknown.startsWith("view dwa.payment: "), unknown);
    assertTrue(unknown.contains("line 2, column 21"), unknown);
    assertTrue(unknown.contains("Column 'totl' not found in any table"), unknown);
    String broken = refused("SELECT payment FROM FROM dws.trip");
    assertTrue(broken.startsWith("view dwa.payment: ") && broken.contains("line 1, column"), broken);
    assertFalse(broken.contains("expecting"), broken);
  }

  @Test
  void neverShowsASecret() {
    SqlJobSpec spec = spec(AGGREGATE);
    List<String> statements = new ArrayList<>(spec.statements());
    statements.replaceAll(s -> s.contains("'jdbc'") ? s.replace("'table-name'", "'table-nam'") : s);
    SqlJobSpec broken =
        new SqlJobSpec(1, "trip", "streaming", 1, 128, spec.settings(), statements, spec.inserts(), spec.contracts(), spec.bindings(), spec.secretsDir());
    String message = assertThrows(JobRefusedException.class, () -> compile(broken)).getMessage();
    assertTrue(message.contains("table-nam"), message);
    assertFalse(message.contains(SECRET), message);
  }

  private String refused(String sql) {
    return assertThrows(JobRefusedException.class, () -> compile(spec(sql))).getMessage();
  }

  @Test
  void readsTheSpecStrictly() {
    assertTrue(
        assertThrows(JobRefusedException.class, () -> RunnerArguments.parse("{\"version\":1,\"jb\":\"x\"}", "--job", SqlJobSpec.class))
            .getMessage()
            .startsWith("The document behind --job is not of the expected form: "));
  }
}

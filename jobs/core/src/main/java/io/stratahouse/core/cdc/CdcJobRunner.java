package io.stratahouse.core.cdc;

import io.stratahouse.core.runner.JobDefaults;
import io.stratahouse.core.runner.JobRefusedException;
import io.stratahouse.core.runner.Placeholders;
import io.stratahouse.core.runner.PlannerMessage;
import io.stratahouse.core.runner.RunnerArguments;
import io.stratahouse.core.validate.StartValidator;
import io.stratahouse.core.validate.TopicContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.cdc.connectors.mysql.source.MySqlSource;
import org.apache.flink.cdc.connectors.mysql.table.StartupOptions;
import org.apache.flink.client.program.StreamPlanEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs one DTS subscription: captures the tables of a MySQL database, first as they are, then every change, and writes
 * canal records to a topic a table, at least once, in the order of each key.
 *
 * <p>Arguments: {@code --subscription <json>}, see {@link CdcJobSpec}.
 */
public final class CdcJobRunner {
  private static final String MAX_PARALLELISM = "128";
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** How long captured changes may wait for more; Debezium's own default of 500 ms is most of the latency. */
  private static final String POLL_INTERVAL_MS = "10";

  /**
   * Milliseconds without a sign of the server after which its binlog is read over a new connection; Debezium's default
   * is a minute, and a killed server that is back stays unread for so long. The server sends a sign at 0.8 of it.
   */
  private static final String KEEP_ALIVE_MS = "3000";

  private CdcJobRunner() {}

  /**
   * Submits the job.
   *
   * @param args {@code --subscription <json>}
   * @throws JobRefusedException when the job is not submitted; lists every difference to what is deployed
   */
  public static void main(String[] args) throws JobRefusedException {
    CdcJobSpec spec = RunnerArguments.read(args, "--subscription", CdcJobSpec.class);
    if (spec.version() != CdcJobSpec.VERSION) {
      throw new JobRefusedException(
          "Subscription " + spec.subscription() + " is of version " + spec.version() + ", this runner reads version "
              + CdcJobSpec.VERSION + ".");
    }
    Placeholders placeholders = new Placeholders(spec.bindings(), Path.of(spec.secretsDir()));
    try {
      submit(spec, placeholders);
    } catch (JobRefusedException e) {
      throw new JobRefusedException(placeholders.redact(e.getMessage()));
    } catch (Exception e) {
      throw new JobRefusedException(
          placeholders.redact(
              "Subscription " + spec.subscription() + " could not be submitted: " + PlannerMessage.of(e)));
    }
  }

  private static void submit(CdcJobSpec spec, Placeholders placeholders) throws Exception {
    Map<String, String> options = new TreeMap<>(JobDefaults.OPTIONS);
    options.put("execution.runtime-mode", "STREAMING");
    options.put("pipeline.name", "dts-" + spec.subscription());
    options.put("parallelism.default", "1");
    options.put("pipeline.max-parallelism", MAX_PARALLELISM);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(Configuration.fromMap(options));
    String password = placeholders.resolve(spec.password());
    String bootstrap = placeholders.resolve("${kafka.bootstrap}");

    env.fromSource(source(spec, password), WatermarkStrategy.noWatermarks(), spec.database())
        .uid("dts-" + spec.subscription() + "-source")
        .setParallelism(1)
        .sinkTo(sink(bootstrap))
        .name(spec.database() + " to kafka")
        .uid("dts-" + spec.subscription() + "-sink")
        .setParallelism(1);

    if (!(env instanceof StreamPlanEnvironment)) {
      new StartValidator(placeholders)
          .check(
              "subscription " + spec.subscription(),
              spec.tables().stream().map(CdcJobRunner::contract).toList(),
              List.of(),
              () -> SourceCheck.differences(spec, password));
    }
    env.executeAsync("dts-" + spec.subscription());
  }

  private static TopicContract contract(CdcJobSpec.Table table) {
    return new TopicContract(table.topic(), table.partitions(), table.name(), "", "write");
  }

  private static MySqlSource<Tuple3<String, byte[], byte[]>> source(CdcJobSpec spec, String password) {
    Properties debezium = new Properties();
    debezium.setProperty("poll.interval.ms", POLL_INTERVAL_MS);
    debezium.setProperty("connect.keep.alive.interval.ms", KEEP_ALIVE_MS);
    debezium.setProperty("bigint.unsigned.handling.mode", "precise");
    return MySqlSource.<Tuple3<String, byte[], byte[]>>builder()
        .hostname(spec.host())
        .port(spec.port())
        .username(spec.user())
        .password(password)
        .databaseList(spec.database())
        .tableList(spec.tables().stream().map(t -> spec.database() + "." + t.name()).toArray(String[]::new))
        .serverId(spec.serverIds())
        .serverTimeZone(spec.serverTimeZone())
        .startupOptions(StartupOptions.initial())
        .includeSchemaChanges(false)
        .scanNewlyAddedTableEnabled(true)
        .heartbeatInterval(HEARTBEAT)
        .debeziumProperties(debezium)
        .deserializer(new ChangeDeserializer(spec.tables()))
        .build();
  }

  private static KafkaSink<Tuple3<String, byte[], byte[]>> sink(String bootstrap) {
    return KafkaSink.<Tuple3<String, byte[], byte[]>>builder()
        .setBootstrapServers(bootstrap)
        .setRecordSerializer(new ChangeRecordSerializer())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setProperty("linger.ms", "1")
        .setProperty("acks", "all")
        .setProperty("enable.idempotence", "true")
        .build();
  }
}

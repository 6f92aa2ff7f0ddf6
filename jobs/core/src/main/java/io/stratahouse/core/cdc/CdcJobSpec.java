package io.stratahouse.core.cdc;

import java.util.List;
import java.util.Map;

/**
 * A DTS subscription: which tables of a database are captured and where their change records go.
 *
 * @param version always 1
 * @param subscription name without prefix
 * @param host host of the database
 * @param port port of the database
 * @param user user with replication rights
 * @param password a placeholder of a secret
 * @param database database that holds the tables
 * @param serverIds range of replication server ids, e.g. {@code 6400-6403}, of this subscription alone
 * @param serverTimeZone time zone of the database's sessions, e.g. {@code UTC}
 * @param tables captured tables
 * @param bindings values of the placeholders
 * @param secretsDir absolute path of the folder with the secrets
 */
public record CdcJobSpec(
    int version,
    String subscription,
    String host,
    int port,
    String user,
    String password,
    String database,
    String serverIds,
    String serverTimeZone,
    List<Table> tables,
    Map<String, String> bindings,
    String secretsDir) {
  /** The version that this runner reads. */
  public static final int VERSION = 1;

  /**
   * A captured table.
   *
   * @param name name in the database
   * @param topic topic of its change records
   * @param key key columns, the database's primary key
   * @param partitions declared partitions of the topic
   */
  public record Table(String name, String topic, List<String> key, int partitions) {}
}

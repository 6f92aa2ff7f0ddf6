package io.stratahouse.core.validate;

import java.util.List;

/**
 * A store table that a job writes.
 *
 * @param system name of the system, for messages
 * @param dialect {@code postgres} or {@code mysql}
 * @param jdbcUrl address, may hold placeholders
 * @param user user, may hold placeholders
 * @param password a placeholder of a secret
 * @param schema schema, or null for the database of the address
 * @param table name in the store
 * @param columns declared columns
 * @param key declared primary key, in order
 */
public record StoreContract(
    String system,
    String dialect,
    String jdbcUrl,
    String user,
    String password,
    String schema,
    String table,
    List<ColumnContract> columns,
    List<String> key) {
  /** Returns the place of the table for messages, e.g. {@code hologres table dwa.borough_minute}. */
  public String place() {
    return system + " table " + (schema == null ? table : schema + "." + table);
  }
}

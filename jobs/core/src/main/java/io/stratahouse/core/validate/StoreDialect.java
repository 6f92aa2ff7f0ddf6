package io.stratahouse.core.validate;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.flink.table.types.logical.LogicalType;

/** What differs between store databases: their types, their catalog, their driver. */
public interface StoreDialect {
  /** Returns the class name of the JDBC driver. */
  String driver();

  /**
   * Returns the store's type for a declared type.
   *
   * @param key whether the column is part of the primary key
   * @throws IllegalArgumentException for a type that the store cannot hold
   */
  String columnType(LogicalType type, boolean key);

  /** Says whether a deployed type may stand for the expected one. */
  boolean accepts(String expected, String deployed);

  /**
   * Reads a table.
   *
   * @param schema schema, or null for the database of the connection
   * @return null when the table does not exist
   */
  DeployedTable read(Connection connection, String schema, String table) throws SQLException;
}

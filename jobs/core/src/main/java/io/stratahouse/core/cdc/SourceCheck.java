package io.stratahouse.core.cdc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Looks whether the database can be captured: binary log as rows, tables there, primary keys as declared. */
final class SourceCheck {
  private static final String DRIVER = "com.mysql.cj.jdbc.Driver";
  private static final String SETTINGS = "SELECT @@log_bin, @@binlog_format, @@binlog_row_image";
  private static final String KEY =
      """
      SELECT t.table_name, s.column_name FROM information_schema.tables t
      LEFT JOIN information_schema.statistics s
        ON s.table_schema = t.table_schema AND s.table_name = t.table_name AND s.index_name = 'PRIMARY'
      WHERE t.table_schema = ? AND t.table_name = ? ORDER BY s.seq_in_index""";
  private static final int TIMEOUT_MS = 10_000;

  private SourceCheck() {}

  /** Lists what stands in the way. */
  static List<String> differences(CdcJobSpec spec, String password) {
    String place = spec.host() + ":" + spec.port();
    List<String> differences = new ArrayList<>();
    Properties properties = new Properties();
    properties.setProperty("user", spec.user());
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", String.valueOf(TIMEOUT_MS));
    properties.setProperty("socketTimeout", String.valueOf(TIMEOUT_MS));
    try {
      Class.forName(DRIVER);
      try (Connection connection =
          DriverManager.getConnection("jdbc:mysql://" + place + "/" + spec.database(), properties)) {
        settings(connection, place, differences);
        for (CdcJobSpec.Table table : spec.tables()) {
          key(connection, spec.database(), table, differences);
        }
      }
    } catch (SQLException e) {
      String reason = e.getMessage() == null ? "no reason given" : e.getMessage().strip().split("\n", 2)[0];
      differences.add("database " + spec.database() + " cannot be read at " + place + ": " + reason);
    } catch (ClassNotFoundException e) {
      differences.add("the driver " + DRIVER + " is not on the cluster's class path");
    }
    return differences;
  }

  private static void settings(Connection connection, String place, List<String> differences) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SETTINGS);
        ResultSet row = statement.executeQuery()) {
      row.next();
      expect(differences, place, "log_bin", "1", row.getString(1));
      expect(differences, place, "binlog_format", "ROW", row.getString(2));
      expect(differences, place, "binlog_row_image", "FULL", row.getString(3));
    }
  }

  private static void expect(
      List<String> differences, String place, String setting, String expected, String found) {
    if (!expected.equalsIgnoreCase(found)) {
      differences.add("database at " + place + ": " + setting + " must be " + expected + ", is " + found);
    }
  }

  private static void key(
      Connection connection, String database, CdcJobSpec.Table table, List<String> differences)
      throws SQLException {
    String where = "table " + database + "." + table.name() + ": ";
    boolean exists = false;
    List<String> key = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(KEY)) {
      statement.setString(1, database);
      statement.setString(2, table.name());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          exists = true;
          if (rows.getString(2) != null) {
            key.add(rows.getString(2));
          }
        }
      }
    }
    if (!exists) {
      differences.add(where + "does not exist, or the user may not read it");
    } else if (!key.equals(table.key())) {
      differences.add(where + "declared primary key " + table.key() + ", found " + (key.isEmpty() ? "none" : key));
    }
  }
}

package io.stratahouse.core.validate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.types.logical.CharType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * PostgreSQL and what speaks its protocol. Reads pg_catalog instead of information_schema, because the latter shows the
 * constraints of a table only to its owner.
 */
public final class PostgresDialect implements StoreDialect {
  private static final int MAX_FRACTION = 6;
  private static final String COLUMNS =
      """
      SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.atthasdef OR a.attidentity <> ''
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = COALESCE(?, current_schema()) AND c.relname = ? AND c.relkind IN ('r', 'p')
        AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum""";
  private static final String KEY =
      """
      SELECT a.attname
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
      WHERE n.nspname = COALESCE(?, current_schema()) AND c.relname = ? AND i.indisprimary
      ORDER BY k.position""";

  @Override
  public String driver() {
    return "org.postgresql.Driver";
  }

  @Override
  public String columnType(LogicalType type, boolean key) {
    return switch (type.getTypeRoot()) {
      case CHAR -> "char(" + ((CharType) type).getLength() + ")";
      case VARCHAR -> {
        int length = ((VarCharType) type).getLength();
        yield length == VarCharType.MAX_LENGTH ? "text" : "varchar(" + length + ")";
      }
      case BOOLEAN -> "boolean";
      case TINYINT, SMALLINT -> "smallint";
      case INTEGER -> "integer";
      case BIGINT -> "bigint";
      case FLOAT -> "real";
      case DOUBLE -> "double precision";
      case DECIMAL -> "numeric(" + ((DecimalType) type).getPrecision() + "," + ((DecimalType) type).getScale() + ")";
      case DATE -> "date";
      case TIME_WITHOUT_TIME_ZONE -> "time";
      case TIMESTAMP_WITHOUT_TIME_ZONE ->
          "timestamp(" + Math.min(((TimestampType) type).getPrecision(), MAX_FRACTION) + ")";
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "timestamptz";
      case BINARY, VARBINARY -> "bytea";
      default -> throw new IllegalArgumentException("PostgreSQL cannot hold " + type.asSummaryString());
    };
  }

  @Override
  public boolean accepts(String expected, String deployed) {
    if (expected.equals("time") || expected.equals("timestamptz")) {
      return deployed.equals(expected) || deployed.startsWith(expected + "(");
    }
    return deployed.equals(expected) || expected.equals("timestamp(" + MAX_FRACTION + ")") && deployed.equals("timestamp");
  }

  @Override
  public DeployedTable read(Connection connection, String schema, String table) throws SQLException {
    Map<String, DeployedTable.Column> columns = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.put(
              rows.getString(1),
              new DeployedTable.Column(shortType(rows.getString(2)), !rows.getBoolean(3), rows.getBoolean(4)));
        }
      }
    }
    return columns.isEmpty() ? null : new DeployedTable(columns, key(connection, schema, table));
  }

  private static List<String> key(Connection connection, String schema, String table) throws SQLException {
    List<String> key = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(KEY)) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          key.add(rows.getString(1));
        }
      }
    }
    return key;
  }

  /** Shortens {@code timestamp(3) without time zone} to {@code timestamp(3)} and the like. */
  static String shortType(String type) {
    String shorter = type.replace("character varying", "varchar").replace("character", "char");
    if (shorter.endsWith(" with time zone")) {
      return shorter.replace("timestamp", "timestamptz").replace(" with time zone", "");
    }
    return shorter.replace(" without time zone", "");
  }
}

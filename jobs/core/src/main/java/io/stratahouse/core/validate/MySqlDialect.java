package io.stratahouse.core.validate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.table.types.logical.CharType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;

/** MySQL and what speaks its protocol. */
public final class MySqlDialect implements StoreDialect {
  private static final int MAX_FRACTION = 6;
  private static final Pattern DISPLAY_WIDTH = Pattern.compile("^(tinyint|smallint|mediumint|int|bigint)\\(\\d+\\)");
  private static final Set<String> LONG_TEXTS = Set.of("text", "mediumtext", "longtext");
  private static final String COLUMNS =
      """
      SELECT column_name, column_type, is_nullable, column_default IS NOT NULL OR extra LIKE '%auto_increment%'
      FROM information_schema.columns WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?
      ORDER BY ordinal_position""";
  private static final String KEY =
      """
      SELECT column_name FROM information_schema.statistics
      WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ? AND index_name = 'PRIMARY'
      ORDER BY seq_in_index""";

  @Override
  public String driver() {
    return "com.mysql.cj.jdbc.Driver";
  }

  @Override
  public String columnType(LogicalType type, boolean key) {
    return switch (type.getTypeRoot()) {
      case CHAR -> "char(" + ((CharType) type).getLength() + ")";
      case VARCHAR -> {
        int length = ((VarCharType) type).getLength();
        yield length == VarCharType.MAX_LENGTH ? key ? "varchar(255)" : "text" : "varchar(" + length + ")";
      }
      case BOOLEAN -> "tinyint(1)";
      case TINYINT -> "tinyint";
      case SMALLINT -> "smallint";
      case INTEGER -> "int";
      case BIGINT -> "bigint";
      case FLOAT -> "float";
      case DOUBLE -> "double";
      case DECIMAL -> "decimal(" + ((DecimalType) type).getPrecision() + "," + ((DecimalType) type).getScale() + ")";
      case DATE -> "date";
      case TIME_WITHOUT_TIME_ZONE -> "time";
      case TIMESTAMP_WITHOUT_TIME_ZONE -> fraction("datetime", ((TimestampType) type).getPrecision());
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          fraction("timestamp", ((LocalZonedTimestampType) type).getPrecision());
      case BINARY, VARBINARY -> "longblob";
      default -> throw new IllegalArgumentException("MySQL cannot hold " + type.asSummaryString());
    };
  }

  @Override
  public boolean accepts(String expected, String deployed) {
    return deployed.equals(expected)
        || expected.equals("text") && LONG_TEXTS.contains(deployed)
        || expected.equals("time") && deployed.startsWith("time(");
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
              new DeployedTable.Column(
                  shortType(rows.getString(2)), rows.getString(3).equals("YES"), rows.getBoolean(4)));
        }
      }
    }
    if (columns.isEmpty()) {
      return null;
    }
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
    return new DeployedTable(columns, key);
  }

  /** Drops the display width of whole numbers, which says nothing; {@code tinyint(1)} stays, it is BOOLEAN. */
  static String shortType(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    return lower.equals("tinyint(1)") ? lower : DISPLAY_WIDTH.matcher(lower).replaceFirst("$1");
  }

  private static String fraction(String type, int precision) {
    return precision == 0 ? type : type + "(" + Math.min(precision, MAX_FRACTION) + ")";
  }
}

package io.stratahouse.core.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares a declared store table with the deployed one. */
public final class StoreComparison {
  private StoreComparison() {}

  /**
   * Lists the differences.
   *
   * @param deployed the table as it is, or null when it does not exist
   */
  public static List<String> compare(StoreContract declared, StoreDialect dialect, DeployedTable deployed) {
    String where = declared.place() + ": ";
    if (deployed == null) {
      return List.of(where + "does not exist, or the job's user may not see it");
    }
    List<String> differences = new ArrayList<>();
    for (ColumnContract column : declared.columns()) {
      compareColumn(differences, where, column, declared, dialect, deployed.columns().get(column.name()));
    }
    for (Map.Entry<String, DeployedTable.Column> entry : deployed.columns().entrySet()) {
      boolean isDeclared = declared.columns().stream().anyMatch(c -> c.name().equals(entry.getKey()));
      if (!isDeclared && !entry.getValue().nullable() && !entry.getValue().hasDefault()) {
        differences.add(
            where + "column " + entry.getKey() + " is not declared, but it is NOT NULL without a default, so no row can be written");
      }
    }
    if (!declared.key().equals(deployed.key())) {
      differences.add(where + "declared primary key " + declared.key() + ", deployed "
          + (deployed.key().isEmpty() ? "none" : deployed.key()));
    }
    return differences;
  }

  private static void compareColumn(
      List<String> differences,
      String where,
      ColumnContract column,
      StoreContract declared,
      StoreDialect dialect,
      DeployedTable.Column deployed) {
    String expected;
    try {
      expected = dialect.columnType(column.logicalType(), declared.key().contains(column.name()));
    } catch (RuntimeException e) {
      differences.add(where + "column " + column.name() + " " + column.type() + ": " + e.getMessage());
      return;
    }
    if (deployed == null) {
      differences.add(where + "column " + column.name() + " does not exist (declared " + expected
          + (column.nullable() ? "" : " NOT NULL") + ")");
      return;
    }
    if (!dialect.accepts(expected, deployed.type())) {
      differences.add(where + "column " + column.name() + ": declared " + column.type() + " = " + expected
          + ", deployed " + deployed.type());
    }
    if (column.nullable() != deployed.nullable()) {
      differences.add(where + "column " + column.name() + ": declared " + nullability(column.nullable())
          + ", deployed " + nullability(deployed.nullable()));
    }
  }

  private static String nullability(boolean nullable) {
    return nullable ? "nullable" : "NOT NULL";
  }
}

package io.stratahouse.core.envelope;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** What the records of one topic hold: the table, the schema's fingerprint, the columns, the key. */
public final class RecordContract implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String table;
  private final String schema;
  private final RowType rowType;
  private final boolean[] key;
  private final boolean[] required;
  private final int time;

  /**
   * Makes a contract.
   *
   * @param table name of the table, e.g. {@code dws.trip}
   * @param schema fingerprint of the schema that is written, may be empty
   * @param rowType columns in contract order
   * @param keyColumns key columns, each must be a column
   * @param requiredColumns columns that may not be null, each must be a column
   * @param timeColumn event-time column (TIMESTAMP, TIMESTAMP_LTZ or DATE), or null
   * @throws IllegalArgumentException when a named column does not exist or the time column is of another type
   */
  public RecordContract(
      String table,
      String schema,
      RowType rowType,
      List<String> keyColumns,
      List<String> requiredColumns,
      String timeColumn) {
    this.table = table;
    this.schema = schema;
    this.rowType = rowType;
    this.key = flags(rowType, keyColumns, "key");
    this.required = flags(rowType, requiredColumns, "required");
    this.time = timeColumn == null ? -1 : index(rowType, timeColumn, "time");
    if (time >= 0) {
      EventTime.check(timeColumn, rowType.getTypeAt(time));
    }
    for (int i = 0; i < key.length; i++) {
      required[i] |= key[i];
    }
  }

  /** Returns the table that the records must name. */
  public String table() {
    return table;
  }

  /** Returns the fingerprint that is written into each envelope. */
  public String schema() {
    return schema;
  }

  /** Returns the columns in contract order. */
  public RowType rowType() {
    return rowType;
  }

  /** Returns the number of columns. */
  public int size() {
    return key.length;
  }

  /** Returns the name of a column. */
  public String name(int column) {
    return rowType.getFieldNames().get(column);
  }

  /** Returns the type of a column. */
  public LogicalType type(int column) {
    return rowType.getTypeAt(column);
  }

  /** Says whether a column must be set in a record of this operation: on delete only the key must be. */
  public boolean isRequired(int column, Operation operation) {
    return operation == Operation.DELETE ? key[column] : required[column];
  }

  /** Says whether a column is part of the key. */
  public boolean isKey(int column) {
    return key[column];
  }

  /** Returns the position of the event-time column, or -1. */
  public int time() {
    return time;
  }

  private static boolean[] flags(RowType rowType, List<String> names, String what) {
    boolean[] flags = new boolean[rowType.getFieldCount()];
    for (String name : names) {
      flags[index(rowType, name, what)] = true;
    }
    return flags;
  }

  private static int index(RowType rowType, String name, String what) {
    int index = rowType.getFieldIndex(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "the " + what + " column '" + name + "' is not a column; columns: " + rowType.getFieldNames());
    }
    return index;
  }
}

package io.stratahouse.core.validate;

import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/**
 * A declared column.
 *
 * @param name name
 * @param type Flink SQL type without nullability
 * @param nullable whether it may be null
 */
public record ColumnContract(String name, String type, boolean nullable) {
  /** Returns the parsed type. */
  public LogicalType logicalType() {
    return LogicalTypeParser.parse(type, ColumnContract.class.getClassLoader());
  }
}

package io.stratahouse.core.validate;

import java.util.List;
import java.util.Map;

/**
 * A store table as it is.
 *
 * @param columns columns by name, in order
 * @param key primary key in order; empty without one
 */
public record DeployedTable(Map<String, Column> columns, List<String> key) {
  /**
   * A column as it is.
   *
   * @param type type as the store names it, in short form
   * @param nullable whether it may be null
   * @param hasDefault whether a row may be written without it although it may not be null
   */
  public record Column(String type, boolean nullable, boolean hasDefault) {}
}

package io.stratahouse.core.envelope;

import org.apache.flink.types.RowKind;

/** What a record does to the row of its key. */
public enum Operation {
  INSERT("insert"),
  UPDATE("update"),
  DELETE("delete");

  private final String text;

  Operation(String text) {
    this.text = text;
  }

  /** Returns the name as it is written in the envelope. */
  public String text() {
    return text;
  }

  /**
   * Reads the name that is written in the envelope.
   *
   * @throws BadRecordException when it is none of insert, update, delete
   */
  public static Operation of(String text) throws BadRecordException {
    for (Operation operation : values()) {
      if (operation.text.equals(text)) {
        return operation;
      }
    }
    throw new BadRecordException(
        "field op: expected insert, update or delete, found " + BadRecordException.quote(text));
  }

  /**
   * Returns the operation of a changelog row. A row before an update takes back what it says: a reader that then gets
   * the row after the update ends at the right row.
   */
  public static Operation of(RowKind kind) {
    return switch (kind) {
      case INSERT -> INSERT;
      case UPDATE_AFTER -> UPDATE;
      case DELETE, UPDATE_BEFORE -> DELETE;
    };
  }
}

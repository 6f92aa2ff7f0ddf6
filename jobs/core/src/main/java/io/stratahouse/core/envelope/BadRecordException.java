package io.stratahouse.core.envelope;

/** Says why one record cannot be decoded; carries no stack trace, because bad records are data, not faults. */
public final class BadRecordException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int QUOTED_LENGTH = 80;

  /** Makes the exception with the reason that goes to the dead-letter topic. */
  public BadRecordException(String reason) {
    super(reason, null, false, false);
  }

  /** Returns the value in double quotes, cut after 80 characters. */
  static String quote(String value) {
    return value.length() <= QUOTED_LENGTH
        ? '"' + value + '"'
        : '"' + value.substring(0, QUOTED_LENGTH) + "…\" (" + value.length() + " characters)";
  }
}

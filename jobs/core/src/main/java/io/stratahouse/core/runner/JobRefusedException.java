package io.stratahouse.core.runner;

/** Says why a job was not submitted; its text holds no secret. */
public final class JobRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with a complete message: what is wrong, where, what to do. */
  public JobRefusedException(String message) {
    super(message);
  }
}

package io.stratahouse.core.runner;

/** The part of an exception chain that people need: the planner's own words with line and column. */
public final class PlannerMessage {
  private static final String EXPECTED_TOKENS = "\nWas expecting";

  private PlannerMessage() {}

  /** Returns the messages of the chain, outermost first, each once, without the parser's long list of tokens. */
  public static String of(Throwable error) {
    StringBuilder message = new StringBuilder();
    for (Throwable e = error; e != null; e = e.getCause()) {
      String text = text(e);
      if (!text.isEmpty() && message.indexOf(text) < 0) {
        message.append(message.length() == 0 ? "" : "\n").append(text);
      }
    }
    return message.toString();
  }

  private static String text(Throwable error) {
    String text = error.getMessage();
    if (text == null || text.isBlank()) {
      return error.getCause() == null ? error.getClass().getSimpleName() : "";
    }
    if (error.getCause() != null && text.equals(error.getCause().toString())) {
      return "";
    }
    int tokens = text.indexOf(EXPECTED_TOKENS);
    return (tokens < 0 ? text : text.substring(0, tokens)).strip();
  }
}

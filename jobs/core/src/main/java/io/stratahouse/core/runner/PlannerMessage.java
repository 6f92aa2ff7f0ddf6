package io.stratahouse.core.runner;

/** The part of an exception chain that people need: the planner's own words with line and column. */
public final class PlannerMessage {
  private PlannerMessage() {}

  /** Returns the messages of the chain, outermost first, each once. */
  public static String of(Throwable error) {
    StringBuilder message = new StringBuilder();
    for (Throwable e = error; e != null; e = e.getCause() == e ? null : e.getCause()) {
      String text = e.getMessage();
      if (text == null || text.isBlank()) {
        text = e.getCause() == null ? e.getClass().getSimpleName() : "";
      }
      String cause = e.getCause() == null ? null : e.getCause().toString();
      if (cause != null && text.equals(cause)) {
        continue;
      }
      if (!text.isEmpty() && message.indexOf(text) < 0) {
        message.append(message.length() == 0 ? "" : "\n").append(text.strip());
      }
    }
    return message.toString();
  }
}

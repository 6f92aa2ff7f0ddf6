package io.stratahouse.core.runner;

import java.util.Map;

/** Options that every job has unless its settings say otherwise. */
public final class JobDefaults {
  /** Restart for ever with a growing pause, and hand records on quickly. */
  public static final Map<String, String> OPTIONS =
      Map.of(
          "restart-strategy.type", "exponential-delay",
          "restart-strategy.exponential-delay.initial-backoff", "500 ms",
          "restart-strategy.exponential-delay.max-backoff", "30 s",
          "restart-strategy.exponential-delay.backoff-multiplier", "2.0",
          "restart-strategy.exponential-delay.reset-backoff-threshold", "2 min",
          "restart-strategy.exponential-delay.jitter-factor", "0.1",
          "execution.buffer-timeout.interval", "5 ms");

  private JobDefaults() {}
}

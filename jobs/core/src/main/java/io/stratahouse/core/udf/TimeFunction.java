package io.stratahouse.core.udf;

import io.stratahouse.core.envelope.Envelope;
import io.stratahouse.core.envelope.EnvelopeText;
import java.time.Instant;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code strata_ts(envelope)}: the event time; null when it is unknown or the text is no envelope. */
public final class TimeFunction extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  /** Evaluates the function. */
  public @DataTypeHint("TIMESTAMP_LTZ(3)") Instant eval(String text) {
    Envelope envelope = EnvelopeText.parse(text);
    return envelope == null || envelope.timeMs() == null ? null : Instant.ofEpochMilli(envelope.timeMs());
  }
}

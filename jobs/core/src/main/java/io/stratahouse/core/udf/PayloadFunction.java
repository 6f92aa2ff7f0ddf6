package io.stratahouse.core.udf;

import io.stratahouse.core.envelope.Envelope;
import io.stratahouse.core.envelope.EnvelopeText;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code strata_payload(envelope)}: the payload as JSON text; null when the text is no envelope. */
public final class PayloadFunction extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  /** Evaluates the function. */
  public String eval(String text) {
    Envelope envelope = EnvelopeText.parse(text);
    return envelope == null ? null : envelope.payload().toString();
  }
}

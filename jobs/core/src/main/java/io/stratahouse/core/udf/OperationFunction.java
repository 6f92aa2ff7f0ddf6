package io.stratahouse.core.udf;

import io.stratahouse.core.envelope.Envelope;
import io.stratahouse.core.envelope.EnvelopeText;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code strata_op(envelope)}: insert, update or delete; null when the text is no envelope. */
public final class OperationFunction extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  /** Evaluates the function. */
  public String eval(String text) {
    Envelope envelope = EnvelopeText.parse(text);
    return envelope == null ? null : envelope.operation().text();
  }
}

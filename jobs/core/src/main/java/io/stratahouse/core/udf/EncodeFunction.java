package io.stratahouse.core.udf;

import io.stratahouse.core.envelope.EnvelopeText;
import java.time.Instant;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code strata_encode(table, schema, op, ts, payload)}: the envelope around a payload that is a JSON object. Null when the
 * payload is no JSON object or the operation is unknown.
 */
public final class EncodeFunction extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  /** Evaluates the function. */
  public String eval(
      String table, String schema, String operation, @DataTypeHint("TIMESTAMP_LTZ(3)") Instant time, String payload) {
    return EnvelopeText.encode(table, schema, operation, time == null ? null : time.toEpochMilli(), payload);
  }
}

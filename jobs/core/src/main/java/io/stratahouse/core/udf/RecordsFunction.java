package io.stratahouse.core.udf;

import io.stratahouse.core.envelope.BadRecordException;
import io.stratahouse.core.envelope.CanalMessage;
import io.stratahouse.core.envelope.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.apache.flink.table.functions.TableFunction;
import org.apache.flink.types.Row;

/**
 * {@code strata_records(encoding, text)}: the changes in one record, one row each, for offline text. The encoding is
 * {@code envelope} or {@code canal}. A bad record gives one row with the reason in {@code error}; a change of a schema
 * (DDL) gives none.
 */
@FunctionHint(
    output =
        @DataTypeHint("ROW<`table` STRING, `op` STRING, `ts` TIMESTAMP_LTZ(3), `error` STRING, `payload` STRING>"))
public final class RecordsFunction extends TableFunction<Row> {
  private static final long serialVersionUID = 1L;

  /** Evaluates the function. */
  public void eval(String encoding, String text) {
    byte[] bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    try {
      switch (encoding == null ? "" : encoding) {
        case "envelope" -> envelope(Envelope.parse(bytes));
        case "canal" -> canal(CanalMessage.parse(bytes));
        default -> throw new BadRecordException("the encoding must be envelope or canal, found '" + encoding + "'");
      }
    } catch (BadRecordException e) {
      collect(Row.of(null, null, null, e.getMessage(), null));
    }
  }

  private void envelope(Envelope envelope) {
    emit(envelope.table(), envelope.operation().text(), envelope.timeMs(), envelope.payload());
  }

  private void canal(CanalMessage message) {
    for (JsonNode row : message.rows()) {
      emit(message.table(), message.operation().text(), message.timeMs(), row);
    }
  }

  private void emit(String table, String operation, Long timeMs, JsonNode payload) {
    collect(Row.of(table, operation, timeMs == null ? null : Instant.ofEpochMilli(timeMs), null, payload.toString()));
  }
}

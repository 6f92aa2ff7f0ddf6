package io.stratahouse.core.envelope;

import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.TimestampType;

/** Reads the event time of a row in milliseconds since 1970; times without a zone count as UTC. */
final class EventTime {
  private static final long DAY_MS = 86_400_000L;

  private EventTime() {}

  static void check(String column, LogicalType type) {
    switch (type.getTypeRoot()) {
      case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE, DATE -> {}
      default -> throw new IllegalArgumentException(
          "the time column '" + column + "' is " + type.asSummaryString() + ": expected TIMESTAMP, TIMESTAMP_LTZ or DATE");
    }
  }

  static Long read(RowData row, int column, LogicalType type) {
    if (column < 0 || row.isNullAt(column)) {
      return null;
    }
    return switch (type.getTypeRoot()) {
      case DATE -> row.getInt(column) * DAY_MS;
      case TIMESTAMP_WITHOUT_TIME_ZONE ->
          row.getTimestamp(column, ((TimestampType) type).getPrecision()).getMillisecond();
      default -> row.getTimestamp(column, ((LocalZonedTimestampType) type).getPrecision()).getMillisecond();
    };
  }
}

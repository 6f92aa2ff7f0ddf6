package io.stratahouse.core.format;

import io.stratahouse.core.envelope.RecordContract;
import io.stratahouse.core.format.StrataFormatOptions.Encoding;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.RowType;

/** The values of the format's options. */
record FormatSettings(
    Encoding encoding, String table, String schema, List<String> key, List<String> required, String time)
    implements Serializable {

  static FormatSettings of(ReadableConfig options) {
    return new FormatSettings(
        options.get(StrataFormatOptions.ENCODING),
        options.get(StrataFormatOptions.TABLE),
        options.get(StrataFormatOptions.SCHEMA),
        List.copyOf(options.get(StrataFormatOptions.KEY)),
        List.copyOf(options.get(StrataFormatOptions.REQUIRED)),
        options.getOptional(StrataFormatOptions.TIME).orElse(null));
  }

  RecordContract contract(RowType rowType) {
    try {
      return new RecordContract(table, schema, rowType, key, required, time);
    } catch (IllegalArgumentException e) {
      throw new ValidationException("The format 'strata' of table " + table + ": " + e.getMessage() + ".", e);
    }
  }
}

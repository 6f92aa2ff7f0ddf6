package io.stratahouse.core.format;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of the format {@code strata}, each behind the connector's prefix, e.g. {@code value.strata.table}. */
public final class StrataFormatOptions {
  /** How the bytes are written. */
  public enum Encoding {
    ENVELOPE,
    CANAL
  }

  /** {@code envelope} (default), or {@code canal}, which is only read. */
  public static final ConfigOption<Encoding> ENCODING =
      ConfigOptions.key("encoding")
          .enumType(Encoding.class)
          .defaultValue(Encoding.ENVELOPE)
          .withDescription("How the bytes are written: envelope, or canal (only read).");

  /** Table that each record must name; for canal {@code database.table}. */
  public static final ConfigOption<String> TABLE =
      ConfigOptions.key("table")
          .stringType()
          .noDefaultValue()
          .withDescription("Table that each record names; for canal database.table.");

  /** Fingerprint of the schema, written into each envelope. */
  public static final ConfigOption<String> SCHEMA =
      ConfigOptions.key("schema")
          .stringType()
          .defaultValue("")
          .withDescription("Fingerprint of the schema, written into each envelope.");

  /** Key columns. */
  public static final ConfigOption<List<String>> KEY =
      ConfigOptions.key("key").stringType().asList().defaultValues().withDescription("Key columns, separated by ';'.");

  /** Columns that may not be null. */
  public static final ConfigOption<List<String>> REQUIRED =
      ConfigOptions.key("required")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription("Columns that may not be null, separated by ';'.");

  /** Event-time column that becomes the envelope's {@code ts}. */
  public static final ConfigOption<String> TIME =
      ConfigOptions.key("time")
          .stringType()
          .noDefaultValue()
          .withDescription("Event-time column that becomes the envelope's ts.");

  private StrataFormatOptions() {}
}

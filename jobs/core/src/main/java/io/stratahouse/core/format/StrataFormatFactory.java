package io.stratahouse.core.format;

import static io.stratahouse.core.format.StrataFormatOptions.ENCODING;
import static io.stratahouse.core.format.StrataFormatOptions.KEY;
import static io.stratahouse.core.format.StrataFormatOptions.REQUIRED;
import static io.stratahouse.core.format.StrataFormatOptions.SCHEMA;
import static io.stratahouse.core.format.StrataFormatOptions.TABLE;
import static io.stratahouse.core.format.StrataFormatOptions.TIME;

import io.stratahouse.core.format.StrataFormatOptions.Encoding;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.SerializationFormatFactory;

/** Makes the format {@code strata}: the warehouse's envelope, and the change records of DTS. */
public final class StrataFormatFactory implements DeserializationFormatFactory, SerializationFormatFactory {
  /** Name of the format in {@code WITH}. */
  public static final String IDENTIFIER = "strata";

  @Override
  public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
      DynamicTableFactory.Context context, ReadableConfig options) {
    FactoryUtil.validateFactoryOptions(this, options);
    return new StrataDecodingFormat(FormatSettings.of(options));
  }

  @Override
  public EncodingFormat<SerializationSchema<RowData>> createEncodingFormat(
      DynamicTableFactory.Context context, ReadableConfig options) {
    FactoryUtil.validateFactoryOptions(this, options);
    FormatSettings settings = FormatSettings.of(options);
    if (settings.encoding() == Encoding.CANAL) {
      throw new ValidationException(
          "The format 'strata' only reads the encoding 'canal': a sink needs 'strata.encoding' = 'envelope'.");
    }
    return new StrataEncodingFormat(settings);
  }

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(TABLE);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(ENCODING, SCHEMA, KEY, REQUIRED, TIME);
  }
}

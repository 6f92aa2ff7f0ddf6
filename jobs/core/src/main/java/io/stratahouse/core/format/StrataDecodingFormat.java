package io.stratahouse.core.format;

import io.stratahouse.core.envelope.CanalDecoder;
import io.stratahouse.core.envelope.EnvelopeDecoder;
import io.stratahouse.core.envelope.RecordContract;
import io.stratahouse.core.envelope.RecordDecoder;
import io.stratahouse.core.format.StrataFormatOptions.Encoding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.utils.DataTypeUtils;

/** Reading side of the format: every record becomes an appended row, a bad one too. */
final class StrataDecodingFormat implements ProjectableDecodingFormat<DeserializationSchema<RowData>> {
  private final FormatSettings settings;
  private List<ReadableMetadata> metadata = List.of();

  StrataDecodingFormat(FormatSettings settings) {
    this.settings = settings;
  }

  @Override
  public Map<String, DataType> listReadableMetadata() {
    Map<String, DataType> types = new LinkedHashMap<>();
    for (ReadableMetadata readable : ReadableMetadata.values()) {
      types.put(readable.key(), readable.type());
    }
    return types;
  }

  @Override
  public void applyReadableMetadata(List<String> metadataKeys) {
    metadata = metadataKeys.stream().map(ReadableMetadata::of).toList();
  }

  @Override
  public DeserializationSchema<RowData> createRuntimeDecoder(
      DynamicTableSource.Context context, DataType physicalDataType, int[][] projections) {
    // The whole payload is checked, whatever the query reads: a record is good or bad for all readers alike.
    int[] columns = Projection.of(projections).toTopLevelIndexes();
    DataType projected = Projection.of(projections).project(physicalDataType);
    List<DataTypes.Field> fields =
        metadata.stream().map(readable -> DataTypes.FIELD("$" + readable.key(), readable.type())).toList();
    TypeInformation<RowData> produced =
        context.createTypeInformation(DataTypeUtils.appendRowFields(projected, fields));
    RecordContract contract = settings.contract((RowType) physicalDataType.getLogicalType());
    RecordDecoder decoder =
        settings.encoding() == Encoding.CANAL ? new CanalDecoder(contract) : new EnvelopeDecoder(contract);
    return new StrataDeserializationSchema(decoder, columns, metadata, produced);
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }
}

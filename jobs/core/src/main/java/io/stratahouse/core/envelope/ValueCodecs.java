package io.stratahouse.core.envelope;

import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.CharType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/** Finds the codec of a column type. */
final class ValueCodecs {
  private ValueCodecs() {}

  /**
   * Returns the codec of a type.
   *
   * @param lenient whether every value may also come as text, as in change records of a database
   * @throws IllegalArgumentException for a type that the envelope cannot hold
   */
  static ValueCodec of(LogicalType type, boolean lenient) {
    return switch (type.getTypeRoot()) {
      case CHAR -> new TextCodec(((CharType) type).getLength(), true, lenient);
      case VARCHAR -> new TextCodec(((VarCharType) type).getLength(), false, lenient);
      case BOOLEAN -> new BooleanCodec(lenient);
      case TINYINT -> new IntegerCodec(Byte.MIN_VALUE, Byte.MAX_VALUE, IntegerCodec.Width.BYTE, lenient);
      case SMALLINT -> new IntegerCodec(Short.MIN_VALUE, Short.MAX_VALUE, IntegerCodec.Width.SHORT, lenient);
      case INTEGER -> new IntegerCodec(Integer.MIN_VALUE, Integer.MAX_VALUE, IntegerCodec.Width.INT, lenient);
      case BIGINT -> new IntegerCodec(Long.MIN_VALUE, Long.MAX_VALUE, IntegerCodec.Width.LONG, lenient);
      case FLOAT -> new FloatingCodec(true, lenient);
      case DOUBLE -> new FloatingCodec(false, lenient);
      case DECIMAL -> new DecimalCodec(((DecimalType) type).getPrecision(), ((DecimalType) type).getScale());
      case DATE -> new DateCodec();
      case TIME_WITHOUT_TIME_ZONE -> new TimeCodec(((TimeType) type).getPrecision());
      case TIMESTAMP_WITHOUT_TIME_ZONE -> new TimestampCodec(((TimestampType) type).getPrecision(), false);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          new TimestampCodec(((LocalZonedTimestampType) type).getPrecision(), true);
      case BINARY -> new BytesCodec(((BinaryType) type).getLength(), true);
      case VARBINARY -> new BytesCodec(((VarBinaryType) type).getLength(), false);
      case ARRAY -> new ArrayCodec(((ArrayType) type).getElementType(), lenient);
      case MAP -> new MapCodec((MapType) type, lenient);
      case ROW -> new RowCodec((RowType) type, lenient);
      default -> throw new IllegalArgumentException(
          "type " + type.asSummaryString() + " cannot be held by the envelope");
    };
  }
}

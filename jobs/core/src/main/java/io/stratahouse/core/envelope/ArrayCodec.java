package io.stratahouse.core.envelope;

import java.io.IOException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.types.logical.LogicalType;

/** ARRAY: a JSON array. */
final class ArrayCodec implements ValueCodec {
  private static final long serialVersionUID = 1L;

  private final NestedCodec element;
  private final ArrayData.ElementGetter getter;

  ArrayCodec(LogicalType type, boolean lenient) {
    element = new NestedCodec(type, lenient);
    getter = ArrayData.createElementGetter(type);
  }

  @Override
  public Object decode(JsonNode node) throws BadRecordException {
    if (!node.isArray()) {
      throw new BadRecordException("expected an array, found " + Json.describe(node));
    }
    Object[] values = new Object[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = element.decode(node.get(i), "element " + i);
    }
    return new GenericArrayData(values);
  }

  @Override
  public void encode(JsonGenerator json, Object value) throws IOException {
    ArrayData array = (ArrayData) value;
    json.writeStartArray();
    for (int i = 0; i < array.size(); i++) {
      element.encode(json, getter.getElementOrNull(array, i));
    }
    json.writeEndArray();
  }
}

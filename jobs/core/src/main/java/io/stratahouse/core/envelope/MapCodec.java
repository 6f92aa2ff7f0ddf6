package io.stratahouse.core.envelope;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;

/** MAP with text keys: a JSON object. */
final class MapCodec implements ValueCodec {
  private static final long serialVersionUID = 1L;

  private final NestedCodec value;
  private final ArrayData.ElementGetter getter;

  MapCodec(MapType type, boolean lenient) {
    if (type.getKeyType().getTypeRoot() != LogicalTypeRoot.VARCHAR) {
      throw new IllegalArgumentException(
          "type " + type.asSummaryString() + " cannot be held by the envelope: the keys of a map must be STRING");
    }
    value = new NestedCodec(type.getValueType(), lenient);
    getter = ArrayData.createElementGetter(type.getValueType());
  }

  @Override
  public Object decode(JsonNode node) throws BadRecordException {
    if (!node.isObject()) {
      throw new BadRecordException("expected an object, found " + Json.describe(node));
    }
    Map<Object, Object> map = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      map.put(
          StringData.fromString(field.getKey()),
          value.decode(field.getValue(), "entry " + BadRecordException.quote(field.getKey())));
    }
    return new GenericMapData(map);
  }

  @Override
  public void encode(JsonGenerator json, Object object) throws IOException {
    MapData map = (MapData) object;
    ArrayData keys = map.keyArray();
    ArrayData values = map.valueArray();
    json.writeStartObject();
    for (int i = 0; i < map.size(); i++) {
      json.writeFieldName(keys.isNullAt(i) ? "null" : keys.getString(i).toString());
      value.encode(json, getter.getElementOrNull(values, i));
    }
    json.writeEndObject();
  }
}

package io.stratahouse.core.envelope;

import java.io.IOException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** ROW: a JSON object by field name; unknown fields are ignored. */
final class RowCodec implements ValueCodec {
  private static final long serialVersionUID = 1L;

  private final String[] names;
  private final NestedCodec[] fields;
  private final RowData.FieldGetter[] getters;

  RowCodec(RowType type, boolean lenient) {
    names = type.getFieldNames().toArray(new String[0]);
    fields = new NestedCodec[names.length];
    getters = new RowData.FieldGetter[names.length];
    for (int i = 0; i < names.length; i++) {
      fields[i] = new NestedCodec(type.getTypeAt(i), lenient);
      getters[i] = RowData.createFieldGetter(type.getTypeAt(i), i);
    }
  }

  @Override
  public Object decode(JsonNode node) throws BadRecordException {
    if (!node.isObject()) {
      throw new BadRecordException("expected an object, found " + Json.describe(node));
    }
    GenericRowData row = new GenericRowData(names.length);
    for (int i = 0; i < names.length; i++) {
      row.setField(i, fields[i].decode(node.get(names[i]), "field " + names[i]));
    }
    return row;
  }

  @Override
  public void encode(JsonGenerator json, Object value) throws IOException {
    RowData row = (RowData) value;
    json.writeStartObject();
    for (int i = 0; i < names.length; i++) {
      json.writeFieldName(names[i]);
      fields[i].encode(json, getters[i].getFieldOrNull(row));
    }
    json.writeEndObject();
  }
}

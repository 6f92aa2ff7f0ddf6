package io.stratahouse.core.envelope;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/** The columns of a contract as one JSON object, by name. */
final class PayloadCodec implements Serializable {
  private static final long serialVersionUID = 1L;

  private final RecordContract contract;
  private final NestedCodec[] columns;
  private final RowData.FieldGetter[] getters;

  PayloadCodec(RecordContract contract, boolean lenient) {
    this.contract = contract;
    columns = new NestedCodec[contract.size()];
    getters = new RowData.FieldGetter[contract.size()];
    for (int i = 0; i < columns.length; i++) {
      LogicalType type = contract.type(i).copy(true);
      columns[i] = new NestedCodec(type, lenient);
      getters[i] = RowData.createFieldGetter(type, i);
    }
  }

  GenericRowData decode(JsonNode payload, Operation operation) throws BadRecordException {
    GenericRowData row = new GenericRowData(columns.length);
    for (int i = 0; i < columns.length; i++) {
      JsonNode node = payload.get(contract.name(i));
      if ((node == null || node.isNull()) && contract.isRequired(i, operation)) {
        throw new BadRecordException(
            "column " + contract.name(i) + " " + contract.type(i).copy(true).asSummaryString()
                + (node == null ? ": is missing" : ": is null")
                + (contract.isKey(i) ? ", but it is part of the key" : ", but it is NOT NULL"));
      }
      row.setField(i, columns[i].decode(node, "column " + contract.name(i)));
    }
    return row;
  }

  void encode(JsonGenerator json, RowData row) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < columns.length; i++) {
      json.writeFieldName(contract.name(i));
      columns[i].encode(json, getters[i].getFieldOrNull(row));
    }
    json.writeEndObject();
  }
}

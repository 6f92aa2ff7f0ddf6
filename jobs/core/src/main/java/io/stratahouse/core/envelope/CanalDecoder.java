package io.stratahouse.core.envelope;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** Decodes change records of one database table in canal's JSON form. */
public final class CanalDecoder implements RecordDecoder {
  private static final long serialVersionUID = 1L;

  private final RecordContract contract;
  private final PayloadCodec payload;

  /** Makes a decoder; the contract's table is {@code database.table}. */
  public CanalDecoder(RecordContract contract) {
    this.contract = contract;
    this.payload = new PayloadCodec(contract, true);
  }

  @Override
  public List<DecodedRecord> decode(byte[] bytes) throws BadRecordException {
    CanalMessage message = CanalMessage.parse(bytes);
    if (message.operation() == null) {
      return List.of();
    }
    if (!message.table().equals(contract.table())) {
      throw new BadRecordException(
          "fields database and table: expected " + contract.table() + ", found " + BadRecordException.quote(message.table()));
    }
    List<DecodedRecord> records = new ArrayList<>(message.rows().size());
    for (int i = 0; i < message.rows().size(); i++) {
      JsonNode row = message.rows().get(i);
      if (message.operation() == Operation.UPDATE && i < message.old().size()) {
        addFormerKey(records, message, row, message.old().get(i));
      }
      records.add(
          new DecodedRecord(message.operation(), message.timeMs(), payload.decode(row, message.operation())));
    }
    return records;
  }

  /** An update that changes the key also deletes the row of the former key. */
  private void addFormerKey(List<DecodedRecord> records, CanalMessage message, JsonNode row, JsonNode old)
      throws BadRecordException {
    boolean changed = false;
    ObjectNode former = Json.MAPPER.createObjectNode();
    for (int i = 0; i < contract.size(); i++) {
      String name = contract.name(i);
      if (contract.isKey(i)) {
        changed |= old.has(name) && !old.get(name).equals(row.get(name));
        former.set(name, old.has(name) ? old.get(name) : row.get(name));
      }
    }
    if (changed) {
      records.add(new DecodedRecord(Operation.DELETE, message.timeMs(), payload.decode(former, Operation.DELETE)));
    }
  }
}

package io.stratahouse.core.envelope;

import java.io.Serializable;
import java.util.List;

/** Turns the bytes of one record into the changes that it holds. */
public interface RecordDecoder extends Serializable {
  /**
   * Decodes one record.
   *
   * @return the changes in order; empty for a record that is known and holds none (DDL)
   * @throws BadRecordException when any part of the record is not as the contract says
   */
  List<DecodedRecord> decode(byte[] bytes) throws BadRecordException;
}

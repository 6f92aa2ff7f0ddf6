package io.stratahouse.core.envelope;

import java.util.List;

/** Decodes envelopes of one table. */
public final class EnvelopeDecoder implements RecordDecoder {
  private static final long serialVersionUID = 1L;

  private final RecordContract contract;
  private final PayloadCodec payload;

  /** Makes a decoder. */
  public EnvelopeDecoder(RecordContract contract) {
    this.contract = contract;
    this.payload = new PayloadCodec(contract, false);
  }

  @Override
  public List<DecodedRecord> decode(byte[] bytes) throws BadRecordException {
    Envelope envelope = Envelope.parse(bytes);
    if (!envelope.table().equals(contract.table())) {
      throw new BadRecordException(
          "field table: expected " + contract.table() + ", found " + BadRecordException.quote(envelope.table()));
    }
    return List.of(
        new DecodedRecord(
            envelope.operation(), envelope.timeMs(), payload.decode(envelope.payload(), envelope.operation())));
  }
}

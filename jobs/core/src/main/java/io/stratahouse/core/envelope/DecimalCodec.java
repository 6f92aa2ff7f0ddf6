package io.stratahouse.core.envelope;

import java.io.IOException;
import java.math.BigDecimal;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.DecimalData;

/** DECIMAL(p, s): a string in plain notation with s fraction digits; numbers and fewer digits are read too. */
record DecimalCodec(int precision, int scale) implements ValueCodec {
  @Override
  public Object decode(JsonNode node) throws BadRecordException {
    if (!node.isTextual() && !node.isNumber()) {
      throw new BadRecordException("expected a decimal number, found " + Json.describe(node));
    }
    BigDecimal number;
    try {
      number = node.isNumber() ? node.decimalValue() : new BigDecimal(node.textValue());
    } catch (NumberFormatException e) {
      throw new BadRecordException("expected a decimal number, found " + Json.describe(node));
    }
    BigDecimal shortest = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    if (shortest.scale() > scale) {
      throw new BadRecordException(
          "at most " + scale + " fraction digits fit, found " + shortest.scale() + " in " + Json.describe(node));
    }
    long whole = (long) shortest.precision() - shortest.scale();
    if (whole > precision - scale) {
      throw new BadRecordException(
          "at most " + (precision - scale) + " digits before the point fit, found " + whole + " in " + Json.describe(node));
    }
    return DecimalData.fromBigDecimal(shortest.setScale(scale), precision, scale);
  }

  @Override
  public void encode(JsonGenerator json, Object value) throws IOException {
    json.writeString(((DecimalData) value).toBigDecimal().toPlainString());
  }
}

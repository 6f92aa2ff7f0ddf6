package io.stratahouse.core.envelope;

import java.time.DateTimeException;
import java.time.LocalTime;

/** The text of a time of day, {@code HH:MM:SS} with a fraction of up to 9 digits. */
final class ClockText {
  private ClockText() {}

  /**
   * Reads a time of day.
   *
   * @param precision fraction digits that the type holds; further digits must be zero
   * @param shown the whole value, for the reason
   * @throws DateTimeException when the text is no time of day
   * @throws BadRecordException when the fraction has more digits than the type holds
   */
  static LocalTime parse(String text, int precision, String shown) throws BadRecordException {
    LocalTime time = LocalTime.parse(text);
    int unit = 1;
    for (int i = precision; i < 9; i++) {
      unit *= 10;
    }
    if (time.getNano() % unit != 0) {
      throw new BadRecordException(
          "at most " + precision + " fraction digits of a second fit, found " + BadRecordException.quote(shown));
    }
    return time;
  }

  /** Writes hours, minutes, seconds and exactly {@code precision} fraction digits. */
  static void append(StringBuilder out, LocalTime time, int precision) {
    two(out, time.getHour()).append(':');
    two(out, time.getMinute()).append(':');
    two(out, time.getSecond());
    if (precision > 0) {
      out.append('.');
      int divisor = 100_000_000;
      int rest = time.getNano();
      for (int i = 0; i < precision; i++) {
        out.append((char) ('0' + rest / divisor));
        rest %= divisor;
        divisor /= 10;
      }
    }
  }

  private static StringBuilder two(StringBuilder out, int number) {
    return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}

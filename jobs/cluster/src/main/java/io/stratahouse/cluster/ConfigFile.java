package io.stratahouse.cluster;

import org.apache.flink.configuration.Configuration;

/** Flink's flat configuration text: one {@code key: value} a line, {@code #} starts a comment line. */
final class ConfigFile {
  private ConfigFile() {}

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException when a line is neither blank, a comment nor {@code key: value}; names the line
   */
  static Configuration parse(String text) {
    Configuration config = new Configuration();
    String[] lines = text.split("\n");
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(": ");
      if (colon <= 0) {
        throw new IllegalArgumentException("line " + (i + 1) + " of the Flink configuration is not 'key: value': " + line);
      }
      config.setString(line.substring(0, colon).strip(), line.substring(colon + 2).strip());
    }
    return config;
  }
}

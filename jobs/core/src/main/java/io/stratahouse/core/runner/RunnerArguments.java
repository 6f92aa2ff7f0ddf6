package io.stratahouse.core.runner;

import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** Reads the one JSON document that a runner gets as its program argument. */
public final class RunnerArguments {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private RunnerArguments() {}

  /**
   * Reads the document behind a flag.
   *
   * @param flag e.g. {@code --job}
   * @throws JobRefusedException when the arguments are others or the document is not of the given form
   */
  public static <T> T read(String[] args, String flag, Class<T> form) throws JobRefusedException {
    if (args.length != 2 || !args[0].equals(flag)) {
      throw new JobRefusedException("The program arguments must be: " + flag + " <json document>.");
    }
    return parse(args[1], flag, form);
  }

  /**
   * Reads a document.
   *
   * @throws JobRefusedException when the document is not of the given form
   */
  public static <T> T parse(String json, String flag, Class<T> form) throws JobRefusedException {
    try {
      return MAPPER.readValue(json, form);
    } catch (JsonProcessingException e) {
      throw new JobRefusedException(
          "The document behind " + flag + " is not of the expected form: " + e.getOriginalMessage()
              + (e.getLocation() == null ? "" : " (character " + e.getLocation().getCharOffset() + ")") + ".");
    }
  }
}

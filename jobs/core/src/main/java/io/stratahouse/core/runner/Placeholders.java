package io.stratahouse.core.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code ${name}} from the bindings of a job and {@code ${secret:path}} from the files of the secrets folder,
 * and takes the secrets out of texts that people will read.
 */
public final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9._:/-]*)}");
  private static final String SECRET = "secret:";
  private static final String HIDDEN = "***";

  private final Map<String, String> bindings;
  private final Path secretsDir;
  private final Map<String, String> secrets = new HashMap<>();

  /**
   * Makes the resolver.
   *
   * @param bindings values by name, none of them secret
   * @param secretsDir folder with one file a secret
   */
  public Placeholders(Map<String, String> bindings, Path secretsDir) {
    this.bindings = Map.copyOf(bindings);
    this.secretsDir = secretsDir.toAbsolutePath().normalize();
  }

  /**
   * Fills in a plain text.
   *
   * @throws JobRefusedException when a name has no binding or a secret's file cannot be read
   */
  public String resolve(String text) throws JobRefusedException {
    return replace(text, UnaryOperator.identity());
  }

  /**
   * Fills in a SQL text, where every placeholder stands between single quotes.
   *
   * @throws JobRefusedException when a name has no binding or a secret's file cannot be read
   */
  public String resolveSql(String sql) throws JobRefusedException {
    return replace(sql, value -> value.replace("'", "''"));
  }

  /** Returns the text without the secrets that were used so far. */
  public String redact(String text) {
    String redacted = text;
    TreeSet<String> longestFirst = new TreeSet<>((a, b) -> a.length() != b.length() ? b.length() - a.length() : a.compareTo(b));
    for (String secret : secrets.values()) {
      longestFirst.add(secret);
      longestFirst.add(secret.replace("'", "''"));
    }
    for (String secret : longestFirst) {
      redacted = redacted.replace(secret, HIDDEN);
    }
    return redacted;
  }

  private String replace(String text, UnaryOperator<String> quote) throws JobRefusedException {
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(out, Matcher.quoteReplacement(quote.apply(value(matcher.group(1)))));
    }
    return matcher.appendTail(out).toString();
  }

  private String value(String name) throws JobRefusedException {
    if (name.startsWith(SECRET)) {
      return secret(name.substring(SECRET.length()));
    }
    String value = bindings.get(name);
    if (value == null) {
      throw new JobRefusedException(
          "The placeholder ${" + name + "} has no value: add it to the bindings of the job; bound: "
              + new TreeSet<>(bindings.keySet()) + ".");
    }
    return value;
  }

  private String secret(String name) throws JobRefusedException {
    String known = secrets.get(name);
    if (known != null) {
      return known;
    }
    Path file = secretsDir.resolve(name).normalize();
    if (!file.startsWith(secretsDir)) {
      throw new JobRefusedException("The secret '" + name + "' is not inside the secrets folder.");
    }
    String secret;
    try {
      secret = Files.readString(file).strip();
    } catch (IOException e) {
      throw new JobRefusedException(
          "The secret '" + name + "' cannot be read from the file " + file + " (" + e.getClass().getSimpleName()
              + "): create it or check its permissions.");
    }
    if (secret.isEmpty()) {
      throw new JobRefusedException("The secret '" + name + "' is empty: file " + file + ".");
    }
    secrets.put(name, secret);
    return secret;
  }
}

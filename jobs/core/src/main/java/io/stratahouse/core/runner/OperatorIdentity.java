package io.stratahouse.core.runner;

import io.stratahouse.core.runner.TableTrace.Place;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.transformations.PhysicalTransformation;

/**
 * Gives every operator a uid and a name that depend on nothing but what it computes.
 *
 * <p>The planner numbers its operators by a counter of the whole JVM, so its own names differ from one submission to the
 * next. The uid here is a hash of the operator's description without that number and of the uids of its inputs: the same
 * SQL finds its state again, and an operator whose own logic or whose input changed does not silently take over state
 * that was computed otherwise.
 */
final class OperatorIdentity {
  private static final Pattern NUMBER = Pattern.compile("^\\[\\d+]:|\\[\\d+]$");
  private static final int UID_BYTES = 12;

  private final Map<Integer, String> digests = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private final TableTrace trace;

  private OperatorIdentity(TableTrace trace) {
    this.trace = trace;
  }

  /**
   * Sets uids and names on everything upstream of the given sinks.
   *
   * @param sinks the ends of the pipeline, in the order of the INSERT statements
   * @param tableOrder tables in dependency order
   */
  static void pin(List<Transformation<?>> sinks, List<String> tableOrder) {
    OperatorIdentity identity = new OperatorIdentity(new TableTrace(sinks, tableOrder));
    for (Transformation<?> sink : sinks) {
      identity.visit(sink);
    }
  }

  /** Returns what the operator does, without the planner's running number. */
  static String description(Transformation<?> transformation) {
    String text = transformation.getDescription();
    return NUMBER.matcher(text == null || text.isEmpty() ? transformation.getName() : text).replaceAll("");
  }

  private String visit(Transformation<?> transformation) {
    String known = digests.get(transformation.getId());
    if (known != null) {
      return known;
    }
    StringBuilder content = new StringBuilder(description(transformation));
    for (Transformation<?> input : transformation.getInputs()) {
      content.append('\n').append(visit(input));
    }
    String digest = sha256(content.toString());
    int use = uses.merge(digest, 1, Integer::sum);
    if (use > 1) {
      digest = sha256(content + "\n#" + use);
    }
    digests.put(transformation.getId(), digest);
    if (transformation instanceof PhysicalTransformation) {
      Place place = trace.place(transformation);
      transformation.setUid("strata-" + digest);
      transformation.setName(place.label());
    }
    return digest;
  }

  private static String sha256(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, UID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

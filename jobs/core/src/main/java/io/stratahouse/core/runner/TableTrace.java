package io.stratahouse.core.runner;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.dag.Transformation;

/** Finds for each operator of a pipeline the table that it works for. */
final class TableTrace {
  private static final Pattern SCAN = Pattern.compile("^TableSourceScan\\(table=\\[\\[[^,\\]]+, [^,\\]]+, ([^,\\]]+)");
  private static final Pattern SINK = Pattern.compile("^Sink\\(table=\\[[^.\\]]+\\.([^.\\]]+)\\.([^\\]]+)]");
  private static final Pattern KIND = Pattern.compile("^\\w+");
  private static final String NEWEST_ROW = "Rank";

  private final Map<Integer, Set<String>> targets = new HashMap<>();
  private final List<String> tableOrder;

  TableTrace(List<Transformation<?>> sinks, List<String> tableOrder) {
    this.tableOrder = tableOrder;
    for (Transformation<?> sink : sinks) {
      Matcher matcher = SINK.matcher(OperatorIdentity.description(sink));
      reach(sink, matcher.find() ? matcher.group(2) : "", new HashSet<>());
    }
  }

  /**
   * Where an operator stands.
   *
   * @param label its name for people, e.g. {@code dws.trip: Join}
   */
  record Place(String label) {}

  Place place(Transformation<?> transformation) {
    String description = OperatorIdentity.description(transformation);
    Matcher scan = SCAN.matcher(description);
    if (scan.find()) {
      return new Place(scan.group(1) + (transformation.getInputs().isEmpty() ? "" : ": decode"));
    }
    Matcher sink = SINK.matcher(description);
    if (sink.find()) {
      String system = sink.group(1).replaceFirst("^_", "");
      return new Place(sink.group(2) + " to " + system);
    }
    Matcher kind = KIND.matcher(description);
    String step = kind.find() ? kind.group() : description;
    String source = onlySource(transformation, 0);
    return new Place((source == null ? target(transformation) : source) + ": " + step);
  }

  private void reach(Transformation<?> transformation, String table, Set<Integer> seen) {
    if (!seen.add(transformation.getId())) {
      return;
    }
    targets.computeIfAbsent(transformation.getId(), id -> new LinkedHashSet<>()).add(table);
    transformation.getInputs().forEach(input -> reach(input, table, seen));
  }

  /** The table that comes first in dependency order among those that the operator feeds. */
  private String target(Transformation<?> transformation) {
    Set<String> reached = targets.getOrDefault(transformation.getId(), Set.of());
    for (String table : tableOrder) {
      if (reached.contains(table)) {
        return table;
      }
    }
    return reached.isEmpty() ? "" : reached.iterator().next();
  }

  /** The table that is read, for the operators up to the one that keeps the newest row of each key. */
  private static String onlySource(Transformation<?> transformation, int ranksBelow) {
    String description = OperatorIdentity.description(transformation);
    Matcher scan = SCAN.matcher(description);
    if (scan.find()) {
      return scan.group(1);
    }
    if (transformation.getInputs().size() != 1 || ranksBelow > 0) {
      return null;
    }
    Transformation<?> input = transformation.getInputs().get(0);
    boolean rankAbove = OperatorIdentity.description(input).startsWith(NEWEST_ROW);
    return onlySource(input, rankAbove ? ranksBelow + 1 : ranksBelow);
  }
}

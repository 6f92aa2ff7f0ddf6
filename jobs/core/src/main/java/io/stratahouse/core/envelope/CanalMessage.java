package io.stratahouse.core.envelope;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/**
 * A change record of DTS in canal's JSON form.
 *
 * @param table {@code database.table}
 * @param operation what was done, or null for a change of the schema (DDL)
 * @param timeMs time of the commit in milliseconds since 1970 UTC, or null
 * @param rows rows after the change; on delete before it
 * @param old for each row the former values of changed columns, or null
 */
public record CanalMessage(
    String table, Operation operation, Long timeMs, List<JsonNode> rows, List<JsonNode> old) {
  private static final Set<String> DDL_TYPES =
      Set.of("CREATE", "ALTER", "ERASE", "RENAME", "TRUNCATE", "QUERY", "CINDEX", "DINDEX", "DDL");

  /**
   * Reads the record; the rows' values are not looked at.
   *
   * @throws BadRecordException when a part is missing or of another type
   */
  public static CanalMessage parse(byte[] bytes) throws BadRecordException {
    JsonNode root = Json.object(bytes);
    String type = text(root, "type");
    String table = text(root, "database") + "." + text(root, "table");
    Long timeMs = time(root, "es");
    if (timeMs == null) {
      timeMs = time(root, "ts");
    }
    JsonNode isDdl = root.get("isDdl");
    if (isDdl != null && isDdl.asBoolean(false) || DDL_TYPES.contains(type)) {
      return new CanalMessage(table, null, timeMs, List.of(), List.of());
    }
    Operation operation =
        switch (type) {
          case "INSERT" -> Operation.INSERT;
          case "UPDATE" -> Operation.UPDATE;
          case "DELETE" -> Operation.DELETE;
          default -> throw new BadRecordException(
              "field type: expected INSERT, UPDATE or DELETE, found " + BadRecordException.quote(type));
        };
    List<JsonNode> rows = objects(root.get("data"), "data");
    if (rows.isEmpty()) {
      throw new BadRecordException("field data: has no row");
    }
    JsonNode old = root.get("old");
    List<JsonNode> former = old == null || old.isNull() ? List.of() : objects(old, "old");
    return new CanalMessage(table, operation, timeMs, rows, former);
  }

  private static String text(JsonNode root, String name) throws BadRecordException {
    JsonNode node = root.get(name);
    if (node == null || !node.isTextual()) {
      throw new BadRecordException(
          "field " + name + ": expected a string, found "
              + (node == null ? "nothing; not a canal record" : Json.describe(node)));
    }
    return node.textValue();
  }

  private static Long time(JsonNode root, String name) throws BadRecordException {
    JsonNode node = root.get(name);
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new BadRecordException("field " + name + ": expected milliseconds, found " + Json.describe(node));
    }
    return node.longValue();
  }

  private static List<JsonNode> objects(JsonNode node, String name) throws BadRecordException {
    if (node == null || !node.isArray()) {
      throw new BadRecordException(
          "field " + name + ": expected an array of rows, found " + (node == null ? "nothing" : Json.describe(node)));
    }
    List<JsonNode> rows = new ArrayList<>(node.size());
    for (JsonNode row : node) {
      if (!row.isObject() && !(row.isNull() && name.equals("old"))) {
        throw new BadRecordException("field " + name + ": expected rows as objects, found " + Json.describe(row));
      }
      rows.add(row);
    }
    return rows;
  }
}

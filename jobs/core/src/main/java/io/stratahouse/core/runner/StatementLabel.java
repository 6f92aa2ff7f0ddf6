package io.stratahouse.core.runner;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names a SQL statement for people: {@code view dws.trip}, {@code insert into _kafka.dws.trip}. */
final class StatementLabel {
  private static final String NAME = "((?:`[^`]+`|\\w+)(?:\\s*\\.\\s*(?:`[^`]+`|\\w+))*)";
  private static final Pattern CREATE =
      Pattern.compile(
          "^\\s*CREATE\\s+(?:OR\\s+ALTER\\s+)?(?:TEMPORARY\\s+)?(?:SYSTEM\\s+)?(VIEW|TABLE|DATABASE|FUNCTION)\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?"
              + NAME,
          Pattern.CASE_INSENSITIVE);
  private static final Pattern INSERT =
      Pattern.compile("^\\s*INSERT\\s+(?:INTO|OVERWRITE)\\s+" + NAME, Pattern.CASE_INSENSITIVE);
  private static final int SHOWN = 60;

  private StatementLabel() {}

  static String of(String sql) {
    Matcher create = CREATE.matcher(sql);
    if (create.find()) {
      return create.group(1).toLowerCase(Locale.ROOT) + " " + plain(create.group(2));
    }
    Matcher insert = INSERT.matcher(sql);
    if (insert.find()) {
      return "insert into " + plain(insert.group(1));
    }
    String flat = sql.strip().replaceAll("\\s+", " ");
    return "statement '" + (flat.length() <= SHOWN ? flat : flat.substring(0, SHOWN) + "…") + "'";
  }

  private static String plain(String name) {
    return name.replace("`", "").replaceAll("\\s+", "");
  }
}

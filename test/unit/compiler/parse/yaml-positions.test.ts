import { describe, expect, it } from "vitest";
import { textPlace } from "../../../../jobs/compiler/model/places";
import { readYaml } from "../../../../jobs/compiler/parse/yaml-file";

/** Where the word `HERE` in the SQL is found in the file. */
function place(text: string): string {
  const { value, places } = readYaml({ path: "layers/dwa/x.yaml", text });
  const { sql } = value as { readonly sql: string };
  const at = textPlace(places, ["sql"], sql, sql.indexOf("HERE"), 4);
  return `${at.line}:${at.column}+${at.length}`;
}

describe("positions in a SQL text", () => {
  it.each([
    ["literal block", "a: 1\nsql: |\n  SELECT\n    HERE\n", "4:5+4"],
    ["literal block with CRLF", "a: 1\r\nsql: |\r\n  SELECT\r\n    HERE\r\n", "4:5+4"],
    ["after a byte order mark", "\ufeffsql: |\n  HERE\n", "2:3+4"],
    ["indented by a number", "sql: |1\n   HERE\n", "2:4+4"],
    ["literal block with a comment behind the sign", "sql: |- # why\n  x\n  HERE", "3:3+4"],
    ["blank lines first", "sql: |\n\n\n  HERE\n", "4:3+4"],
    ["plain, one line", "sql: SELECT HERE\n", "1:13+4"],
    ["in single quotes", "sql: 'SELECT HERE'\n", "1:14+4"],
    ["in double quotes", 'sql: "SELECT HERE"\n', "1:14+4"],
  ])("%s", (_what, text, expected) => {
    expect(place(text)).toBe(expected);
  });

  it.each([
    ["folded", "a: 1\nsql: >\n  SELECT\n  HERE\n"],
    ["with escapes", 'a: 1\nsql: "\\tHERE"\n'],
    ["quotes that are doubled", "a: 1\nsql: 'it''s HERE'\n"],
  ])("only the start is known of a text that is %s", (_what, text) => {
    expect(place(text)).toMatch(/^2:6\+/);
  });

  it("the end of the text is the last thing written", () => {
    const text = "sql: |\n  SELECT a FROM\n\n\n";
    const { value, places } = readYaml({ path: "x", text });
    const { sql } = value as { readonly sql: string };
    expect(textPlace(places, ["sql"], sql, sql.length, 0)).toMatchObject({ line: 2, column: 16, length: 1 });
  });
});

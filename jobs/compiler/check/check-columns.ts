import { type Diagnostic, errorAt } from "../diagnostic/diagnostic";
import { suggestion } from "../diagnostic/nearest-name";
import { keyPlace, type Places, valuePlace, type YamlPath } from "../model/places";
import type { ColumnModel } from "../model/table-model";
import { printType } from "../sql/types/print-type";
import { isCarried, isKeyable } from "./column-types";

/** Checks that every column's type can be carried by a topic. `path` leads to the map of the columns. */
export function checkColumnTypes(
  columns: readonly ColumnModel[],
  places: Places,
  path: YamlPath,
): readonly Diagnostic[] {
  return columns
    .filter((column) => !isCarried(column.type))
    .map((column) =>
      errorAt(
        keyPlace(places, [...path, column.name]),
        "column/type",
        `Column "${column.name}" is ${printType(column.type)}, which no topic can carry.`,
        "Use a plain type, an ARRAY, a MAP with STRING keys, or a ROW of such.",
      ),
    );
}

/** Checks that a key names columns that exist, are never null and can be compared. `path` leads to the key's list. */
export function checkKey(
  columns: readonly ColumnModel[],
  key: readonly string[],
  places: Places,
  path: YamlPath,
): readonly Diagnostic[] {
  const known = columns.map((column) => column.name);
  return key.flatMap((name, i) => {
    const place = () => valuePlace(places, [...path, i]);
    const column = columns.find((one) => one.name === name);
    if (column === undefined) {
      return [
        errorAt(
          place(),
          "key/unknown-column",
          `Key column "${name}" is not a column.`,
          suggestion(name, known),
        ),
      ];
    }
    if (!isKeyable(column.type)) {
      const message = `Key column "${name}" is ${printType(column.type)}, which can't be compared exactly.`;
      return [errorAt(place(), "key/type", message, "Use a text, an integer, a DECIMAL, a date or a time.")];
    }
    if (column.nullable) {
      const message = `Key column "${name}" is declared nullable.`;
      return [errorAt(place(), "key/nullable", message, "Remove `nullable: true` from the column.")];
    }
    return [];
  });
}

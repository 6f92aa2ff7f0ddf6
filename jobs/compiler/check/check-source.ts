import { type Diagnostic, errorAt, warningAt } from "../diagnostic/diagnostic";
import type { Model } from "../model/model";
import { keyPlace } from "../model/places";
import type { SourceModel } from "../model/source-model";
import { printType } from "../sql/types/print-type";
import { checkColumnTypes, checkKey } from "./check-columns";
import { isScalar } from "./column-types";

/** Checks the sources: columns, keys, and that each table is captured by some table of a layer. */
export function checkSources(model: Model): readonly Diagnostic[] {
  const captured = new Set(
    [...model.tables.values()].map(({ source }) =>
      source === null ? "" : `${source.source}.${source.table}`,
    ),
  );
  // Which table a broken or misspelt one captures is not known: then none is called unread.
  const unsure =
    model.broken.tables.size > 0 ||
    [...model.tables.values()].some(({ source: wanted }) => wanted !== null && !isDeclared(model, wanted));
  return [...model.sources.values()].flatMap((source) => checkSource(source, captured, unsure));
}

function checkSource(
  source: SourceModel,
  captured: ReadonlySet<string>,
  unsure: boolean,
): readonly Diagnostic[] {
  return source.tables.flatMap((table) => {
    const path = ["tables", table.name];
    const nested = table.columns
      .filter((column) => !isScalar(column.type))
      .map((column) =>
        errorAt(
          keyPlace(source.places, [...path, "columns", column.name]),
          "source/type",
          `Column "${column.name}" is ${printType(column.type)}, which a database's change record does not carry.`,
          "Declare it as STRING and take it apart in a SELECT.",
        ),
      );
    const unread =
      unsure || captured.has(`${source.name}.${table.name}`)
        ? []
        : [
            warningAt(
              keyPlace(source.places, path),
              "source/unread",
              `No table captures "${source.name}.${table.name}", so no changes of it are read.`,
              `Add a table with "source: ${source.name}.${table.name}", or remove it here.`,
            ),
          ];
    return [
      ...checkColumnTypes(table.columns, source.places, [...path, "columns"]),
      ...checkKey(table.columns, table.key, source.places, [...path, "key"]),
      ...nested,
      ...unread,
    ];
  });
}

function isDeclared(model: Model, wanted: { readonly source: string; readonly table: string }): boolean {
  return model.sources.get(wanted.source)?.tables.some((table) => table.name === wanted.table) === true;
}

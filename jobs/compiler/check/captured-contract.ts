import { type Diagnostic, errorAt } from "../diagnostic/diagnostic";
import { suggestion } from "../diagnostic/nearest-name";
import type { Model } from "../model/model";
import { keyPlace, valuePlace } from "../model/places";
import type { SourceTableModel } from "../model/source-model";
import type { ColumnModel, TableModel } from "../model/table-model";
import { printType } from "../sql/types/print-type";
import type { Contract } from "./contract";

/** The contract of a captured table: the source table's columns, all or those that are declared. */
export function capturedContract(
  table: TableModel,
  model: Model,
): { readonly contract: Contract | null; readonly diagnostics: readonly Diagnostic[] } {
  const wanted = table.source;
  if (wanted === null || model.broken.sources.has(wanted.source)) return { contract: null, diagnostics: [] };
  const at = () => valuePlace(table.places, ["source"]);
  const source = model.sources.get(wanted.source);
  if (source === undefined) {
    const known = [...model.sources.keys(), ...model.broken.sources];
    const problem = errorAt(
      at(),
      "source/unknown",
      `There is no source "${wanted.source}".`,
      suggestion(wanted.source, known),
    );
    return { contract: null, diagnostics: [problem] };
  }
  const captured = source.tables.find((one) => one.name === wanted.table);
  if (captured === undefined) {
    const known = source.tables.map((one) => one.name);
    const message = `Source "${wanted.source}" has no table "${wanted.table}".`;
    return {
      contract: null,
      diagnostics: [errorAt(at(), "source/unknown-table", message, suggestion(wanted.table, known))],
    };
  }
  const key = table.key ?? captured.key;
  const diagnostics = [...columnProblems(table, captured), ...keyProblems(table, captured)];
  return { contract: { columns: merge(table.columns, captured), key }, diagnostics };
}

/** Declared columns add doc and classification; the source knows the type and whether a value may be null. */
function merge(declared: readonly ColumnModel[] | null, captured: SourceTableModel): readonly ColumnModel[] {
  if (declared === null) return captured.columns;
  return declared.map((column) => {
    const origin = captured.columns.find((one) => one.name === column.name);
    if (origin === undefined) return column;
    return {
      ...column,
      nullable: origin.nullable,
      doc: column.doc === "" ? origin.doc : column.doc,
      classification: column.classification ?? origin.classification,
    };
  });
}

function columnProblems(table: TableModel, captured: SourceTableModel): readonly Diagnostic[] {
  const known = captured.columns.map((column) => column.name);
  return (table.columns ?? []).flatMap((column) => {
    const place = () => keyPlace(table.places, ["columns", column.name]);
    const origin = captured.columns.find((one) => one.name === column.name);
    if (origin === undefined) {
      const message = `Source table "${captured.name}" has no column "${column.name}".`;
      return [errorAt(place(), "source/unknown-column", message, suggestion(column.name, known))];
    }
    const [here, there] = [printType(column.type), printType(origin.type)];
    if (here !== there) {
      const message = `Column "${column.name}" is ${there} in the source, ${here} here.`;
      return [errorAt(place(), "source/column-type", message, `Write ${there}, or leave the columns out.`)];
    }
    if (origin.nullable && !column.nullable) {
      const message = `Column "${column.name}" may be null in the source, but not here.`;
      return [
        errorAt(place(), "source/column-null", message, "Remove NOT NULL here, or add it in the source."),
      ];
    }
    return [];
  });
}

function keyProblems(table: TableModel, captured: SourceTableModel): readonly Diagnostic[] {
  if (table.key === null || table.key.join() === captured.key.join()) return [];
  const message = `The key of "${captured.name}" is [${captured.key.join(", ")}] in the source, not [${table.key.join(", ")}].`;
  return [
    errorAt(
      valuePlace(table.places, ["key"]),
      "source/key",
      message,
      "Remove the line: the source's key holds.",
    ),
  ];
}

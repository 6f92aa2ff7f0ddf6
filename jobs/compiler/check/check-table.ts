import { type Diagnostic, errorAt } from "../diagnostic/diagnostic";
import { suggestion } from "../diagnostic/nearest-name";
import { keyPlace, type Places, valuePlace } from "../model/places";
import { STORE_KINDS, type StoreKind, storeKind } from "../model/store-kind";
import type { ColumnModel, TableModel } from "../model/table-model";
import { printType } from "../sql/types/print-type";
import { checkColumnTypes, checkKey } from "./check-columns";
import { isPointInTime } from "./column-types";
import { type Contract, columnOf } from "./contract";

/** Checks a table's own promises: key, event time, and whether its stores can hold it. */
export function checkTable(table: TableModel, contract: Contract): readonly Diagnostic[] {
  return [
    ...checkColumnTypes(table.columns ?? [], table.places, ["columns"]),
    ...checkKey(contract.columns, contract.key, table.places, ["key"]),
    ...checkKeyPresent(table, contract),
    ...checkTime(table, contract),
    ...table.stores.flatMap((system, i) => checkStore(table, contract, system, i)),
  ];
}

function checkKeyPresent(table: TableModel, contract: Contract): readonly Diagnostic[] {
  if (contract.key.length > 0 || table.layer.key === "optional") return [];
  const message = `A ${table.layer.title} table needs a key.`;
  const hint = 'Add "key: [...]" with the columns that make a row unique.';
  return [errorAt(valuePlace(table.places, ["key"]), "key/missing", message, hint)];
}

function checkTime(table: TableModel, contract: Contract): readonly Diagnostic[] {
  if (table.time === null) return [];
  const place = () => valuePlace(table.places, ["time", "column"]);
  const name = table.time.column;
  const column = columnOf(contract, name);
  if (column === undefined) {
    const known = contract.columns.map((one) => one.name);
    return [
      errorAt(
        place(),
        "time/unknown-column",
        `Time column "${name}" is not a column.`,
        suggestion(name, known),
      ),
    ];
  }
  if (isPointInTime(column.type)) return [];
  const message = `Time column "${name}" is ${printType(column.type)}.`;
  return [errorAt(place(), "time/type", message, "It must be TIMESTAMP or TIMESTAMP_LTZ.")];
}

function checkStore(
  table: TableModel,
  contract: Contract,
  system: string,
  index: number,
): readonly Diagnostic[] {
  const place = () => valuePlace(table.places, ["stores", index]);
  const kind = storeKind(system);
  if (kind === undefined) {
    const known = STORE_KINDS.map((one) => one.system);
    return [errorAt(place(), "store/unknown", `There is no store "${system}".`, suggestion(system, known))];
  }
  const problems: Diagnostic[] = [];
  const name = kind.table(table.layer.name, table.name);
  const exported = kind.relation(table.layer.name, table.name).name;
  const longest = Math.max(name.length, exported.length);
  if (longest > kind.maxNameLength) {
    const message = `The name is ${longest - kind.maxNameLength} characters too long for ${system}.`;
    problems.push(errorAt(place(), "store/name-length", message, "Rename the file."));
  }
  if (kind.reservedNames.has(name)) {
    problems.push(
      errorAt(
        place(),
        "store/reserved-name",
        `"${name}" is a reserved word in ${system}.`,
        "Rename the file.",
      ),
    );
  }
  return [...problems, ...contract.columns.flatMap((column) => checkStoreColumn(column, kind, table.places))];
}

function checkStoreColumn(column: ColumnModel, kind: StoreKind, places: Places): readonly Diagnostic[] {
  const place = () => keyPlace(places, ["columns", column.name]);
  const { type, name } = column;
  if (kind.reservedNames.has(name)) {
    const message = `Column "${name}" is a reserved word in ${kind.system}.`;
    return [errorAt(place(), "store/reserved-name", message, "Give it another name.")];
  }
  const { min, max } = kind.timestampPrecision;
  const fits = type.kind !== "TIMESTAMP" || (type.precision >= min && type.precision <= max);
  if (kind.types.has(type.kind) && fits) return [];
  const message = `${kind.system} can't hold column "${name}" of type ${printType(type)}.`;
  const hint = fits ? "CAST it to a plain type." : `Use TIMESTAMP(${min}) to TIMESTAMP(${max}).`;
  return [errorAt(place(), "store/type", message, hint)];
}

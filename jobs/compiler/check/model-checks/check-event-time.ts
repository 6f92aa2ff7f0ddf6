import { type Diagnostic, errorAt } from "../../diagnostic/diagnostic";
import { textPlace } from "../../model/places";
import type { VersionUse, WindowUse } from "../facts/query-facts";
import type { KnownModel, KnownTable, ModelCheck } from "./model-check";

/** Windows and temporal joins need the event time, and the key, of what they read. */
export const EVENT_TIME_CHECK: ModelCheck = {
  ids: ["time/missing", "join/version-key", "join/version-time"],
  needsSound: false,
  run: (known) =>
    [...known.tables.values()].flatMap((table) => [
      ...table.facts.windows.flatMap((use) => checkWindow(use, table, known)),
      ...table.facts.versions.flatMap((use) => [
        ...checkVersionKey(use, table, known),
        ...checkVersionTime(use, table, known),
      ]),
    ]),
};

type Finding = readonly [code: string, message: string, hint: string];

function at(table: KnownTable, use: WindowUse | VersionUse, [code, message, hint]: Finding): Diagnostic {
  const { places, sql } = table.model;
  return errorAt(textPlace(places, ["sql"], sql ?? "", use.offset, use.length), code, message, hint);
}

function checkWindow(use: WindowUse, table: KnownTable, known: KnownModel): readonly Diagnostic[] {
  const read = known.tables.get(use.table);
  if (read === undefined || read.model.time?.column === use.column) return [];
  const file = read.model.places.file;
  if (read.model.time === null) {
    const message = `"${use.table}" declares no event time, so a window over it never ends.`;
    return [at(table, use, ["time/missing", message, `Add "time: { column: ${use.column} }" to ${file}.`])];
  }
  const { column } = read.model.time;
  const message = `"${use.column}" is not the event time of "${use.table}", so a window by it never ends.`;
  return [at(table, use, ["time/missing", message, `Write DESCRIPTOR(${column}).`])];
}

function checkVersionKey(use: VersionUse, table: KnownTable, known: KnownModel): readonly Diagnostic[] {
  const read = known.tables.get(use.table);
  if (read === undefined) return [];
  const { key } = read.contract;
  if (key.length === 0) {
    const message = `"${use.table}" has no key, so it has no versions of a row.`;
    return [at(table, use, ["join/version-key", message, `Declare its key in ${read.model.places.file}.`])];
  }
  const left = key.filter((column) => !use.equated.includes(column));
  if (left.length === 0) return [];
  const message = `A temporal join looks up one key of "${use.table}", but ON does not compare ${left.join(", ")}.`;
  return [at(table, use, ["join/version-key", message, `Compare [${key.join(", ")}] with = in ON.`])];
}

function checkVersionTime(use: VersionUse, table: KnownTable, known: KnownModel): readonly Diagnostic[] {
  const read = known.tables.get(use.table);
  if (read === undefined || use.moment === null) return [];
  if (read.model.time === null) {
    const message = `"${use.table}" declares no event time, so which version held at a moment is not known.`;
    const hint = `Add "time: { column: … }" to ${read.model.places.file}.`;
    return [at(table, use, ["join/version-time", message, hint])];
  }
  const left = use.left.map((id) => known.tables.get(id)).filter((one) => one !== undefined);
  if (left.length < use.left.length || left.length === 0) return [];
  if (left.some((one) => one.model.time?.column === use.moment)) return [];
  const message = `"${use.moment}" is not the event time of ${use.left.join(" or ")}.`;
  const times = left.flatMap((one) => (one.model.time === null ? [] : [one.model.time.column]));
  const hint = times.length === 0 ? 'Add "time: { column: … }" there.' : `Join as of ${times.join(" or ")}.`;
  return [at(table, use, ["join/version-time", message, hint])];
}

import type { Column } from "../plan/column";
import type { TableNode } from "../plan/table-node";
import type { ChangeReason } from "./change-report";
import { widens } from "./widens";

/** What differs between the columns of two versions of a table. */
export function compareColumns(old: TableNode, now: TableNode): readonly ChangeReason[] {
  const before = new Map(old.columns.map((column) => [column.name, column]));
  const after = new Set(now.columns.map((column) => column.name));
  const removed = old.columns.filter((column) => !after.has(column.name));
  const moved = removed.length === 0 && names(old) !== names(now) && sorted(old) === sorted(now);
  return [
    ...removed.map(({ name }) => removal(name, now.stores)),
    ...now.columns.flatMap((column) => {
      const former = before.get(column.name);
      return former === undefined ? addition(column, now.stores) : compareColumn(former, column, now.stores);
    }),
    ...(moved ? [{ class: "state-breaking", text: "its columns stand in another order" } as const] : []),
  ];
}

function removal(column: string, stores: readonly string[]): ChangeReason {
  return stores.length === 0
    ? { class: "state-breaking", column, text: `column ${column} goes; the records in its topic keep it` }
    : rebuilding(column, `column ${column} goes`, stores);
}

function addition({ name, type, nullable }: Column, stores: readonly string[]): readonly ChangeReason[] {
  return nullable || stores.length === 0
    ? [{ class: "additive", column: name, text: `column ${name} ${type} is new` }]
    : [rebuilding(name, `column ${name} is new and NOT NULL, but stored rows have no value for it`, stores)];
}

function compareColumn(old: Column, now: Column, stores: readonly string[]): readonly ChangeReason[] {
  const { name } = now;
  const stored = stores.length > 0;
  const reasons: ChangeReason[] = [];
  if (old.type !== now.type) {
    const text = `column ${name} becomes ${now.type} instead of ${old.type}`;
    reasons.push(
      stored && !widens(old.type, now.type)
        ? rebuilding(name, `${text}, which stored values need not fit`, stores)
        : { class: "state-breaking", column: name, text },
    );
  }
  if (old.nullable && !now.nullable) {
    const text = `column ${name} becomes NOT NULL`;
    reasons.push(
      stored
        ? rebuilding(name, `${text}, which stored rows need not fulfil`, stores)
        : {
            class: "state-compatible",
            column: name,
            text: `${text}; who reads from the start refuses older records without it`,
          },
    );
  }
  if (!old.nullable && now.nullable)
    reasons.push({ class: "state-compatible", column: name, text: `column ${name} may be null` });
  const said = (text: string) =>
    reasons.push({ class: "metadata", column: name, text: `column ${name} ${text}` });
  if (old.doc !== now.doc) said("has another doc");
  if (old.classification !== now.classification)
    said(`is classified ${now.classification} instead of ${old.classification}`);
  return reasons;
}

/** Stores change a column in place only where no row and no value can be lost. */
function rebuilding(column: string, text: string, stores: readonly string[]): ChangeReason {
  const where = stores.join(" and ");
  return {
    class: "destructive",
    column,
    text: `${text}: its table in ${where} is dropped with its rows and made anew`,
    rebuilds: true,
  };
}

function names(table: TableNode): string {
  return table.columns.map((column) => column.name).join("\n");
}

function sorted(table: TableNode): string {
  return table.columns
    .map((column) => column.name)
    .sort()
    .join("\n");
}

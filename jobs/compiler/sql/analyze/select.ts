import type { Expression, Star } from "../ast/expression";
import { nameText } from "../ast/name";
import type { OrderItem, Select, SelectItem } from "../ast/query";
import { inferValue } from "./expression";
import { containsAggregate, type Grouping, groupingOf, meaningOf, requireGrouped } from "./grouping";
import { requireBoolean } from "./operators";
import type { Reader } from "./reader";
import { resolveName, type Scope, suggest } from "./scope";
import { type Tables, tablesOf } from "./table";
import type { ResultColumn, Value } from "./value";

const NO_TABLES: Tables = { relations: [], merged: [] };

/** The columns that a SELECT gives; says what is wrong in all its clauses. */
export function selectColumns(
  select: Select,
  orderBy: readonly OrderItem[],
  outer: Scope | null,
  reader: Reader,
): readonly ResultColumn[] {
  const { findings } = reader;
  const tables = select.from === null ? NO_TABLES : tablesOf(select.from, NO_TABLES, outer, reader);
  const scope: Scope = { ...tables, outer };
  if (select.where !== null)
    requireBoolean(select.where, inferValue(select.where, reader.place(scope, "WHERE")), "WHERE", findings);

  const grouping = select.groupBy === null ? null : groupingOf(select.groupBy, scope);
  for (const node of grouping?.expressions ?? []) inferValue(node, reader.place(scope, "GROUP BY"));
  const aggregates =
    grouping !== null || select.having !== null || select.items.some((item) => containsAggregate(item.value));
  const windowKeys = windowKeysOf(select, reader, scope);
  const place = {
    ...reader.place(scope, null, grouping !== null && grouping.expressions.length > 0),
    windowKeys,
  };
  const check = (node: Expression): void => {
    if (aggregates) requireGrouped(node, grouping ?? NO_GROUPS, scope, findings);
  };

  if (select.having !== null) {
    requireBoolean(select.having, inferValue(select.having, place), "HAVING", findings);
    check(select.having);
  }
  checkWindows(select, reader);

  const columns: ResultColumn[] = [];
  for (const item of select.items) {
    check(item.value);
    if (item.value.kind === "star") {
      columns.push(...starColumns(item.value, scope, reader));
      continue;
    }
    if (item.value.kind === "literal" && item.value.type.kind === "NULL") reader.bareNull(item.value);
    const value = inferValue(item.value, place);
    const wide = grouping?.optional.has(meaningOf(item.value, scope)) ? { ...value, nullable: true } : value;
    columns.push({ ...wide, name: nameOf(item), offset: item.offset, length: item.length });
  }

  const names = new Set(columns.map((column) => column.name));
  for (const { value } of orderBy) {
    if (value.kind === "literal") continue;
    const only = value.kind === "name" && value.name.parts.length === 1 ? value.name.parts[0] : undefined;
    if (only !== undefined && names.has(only.text)) continue;
    inferValue(value, place);
    check(value);
  }
  return columns;
}

const NO_GROUPS: Grouping = { expressions: [], keys: new Set(), optional: new Set() };

function nameOf(item: SelectItem): string | null {
  if (item.alias !== null) return item.alias.text;
  return item.value.kind === "name" ? (item.value.name.parts.at(-1)?.text ?? null) : null;
}

/** The keys of each window of the WINDOW clause, with those of the window that it builds on. */
function windowKeysOf(select: Select, reader: Reader, scope: Scope): ReadonlyMap<string, readonly Value[]> {
  const keys = new Map<string, readonly Value[]>();
  const place = reader.place(scope, null);
  for (const { name, spec } of select.windows) {
    const base = spec.base === null ? [] : (keys.get(spec.base.text) ?? []);
    const own = [...spec.partitionBy, ...spec.orderBy.map((order) => order.value)];
    keys.set(name.text, [...base, ...own.map((part) => inferValue(part, place))]);
    for (const bound of spec.bounds) inferValue(bound, place);
  }
  return keys;
}

function checkWindows(select: Select, reader: Reader): void {
  const names = select.windows.map((window) => window.name.text);
  const visit = (value: Expression): void => {
    if (
      value.kind !== "call" ||
      value.over === null ||
      "kind" in value.over ||
      names.includes(value.over.text)
    )
      return;
    const hint = suggest(value.over.text, names, "Windows here");
    reader.findings.add("sql/position", `There is no window "${value.over.text}".`, hint, value.over);
  };
  for (const item of select.items) visit(item.value);
}

function starColumns(star: Star, scope: Scope, reader: Reader): readonly ResultColumn[] {
  const at = { offset: star.offset, length: star.length };
  const place = (columns: readonly ResultColumn[]) => columns.map((column) => ({ ...column, ...at }));
  if (star.qualifier === null) {
    if (scope.relations.length === 0)
      reader.findings.add("sql/position", "* needs a table in FROM.", "Write FROM table.", star);
    const hidden = new Set(scope.merged.map((column) => column.name));
    const rest = scope.relations.flatMap((relation) =>
      relation.columns.filter((column) => !hidden.has(column.name)),
    );
    return place([...scope.merged, ...rest]);
  }
  const text = nameText(star.qualifier);
  const relation = scope.relations.find(({ path }) => path.join(".") === text || path.at(-1) === text);
  if (relation !== undefined) return place(relation.columns);
  const { type, nullable, origins }: Value = resolveName(star.qualifier, scope, reader.findings).value;
  if (type?.kind !== "ROW") return [];
  return type.fields.map((field) => ({ ...field, nullable: nullable || field.nullable, origins, ...at }));
}

import type { Join, NamedTable, TableAlias, TableExpression, TableFunction, Unnest } from "../ast/table";
import { printType } from "../types/print-type";
import { inferValue, type Place } from "./expression";
import { requireBoolean, requireComparable } from "./operators";
import type { Reader } from "./reader";
import type { Relation, Scope } from "./scope";
import { originsOf, type ResultColumn, UNKNOWN } from "./value";
import { windowColumns } from "./window-function";

/** What FROM, or a part of it, makes visible. */
export type Tables = Pick<Scope, "relations" | "merged">;

/** Resolves what stands in FROM; `before` holds the tables that LATERAL may see. */
export function tablesOf(node: TableExpression, before: Tables, outer: Scope | null, reader: Reader): Tables {
  switch (node.kind) {
    case "table":
      return only(named(node, before, outer, reader));
    case "derived": {
      const scope = node.lateral ? { ...before, outer } : outer;
      return only(aliased([], reader.query(node.query, scope), node.alias, node, reader));
    }
    case "function":
      return only(tableFunction(node, before, outer, reader));
    case "unnest":
      return only(unnest(node, { ...before, outer }, reader));
    case "join":
      return joined(node, before, outer, reader);
  }
}

function only(relation: Relation): Tables {
  return { relations: [relation], merged: [] };
}

function named(node: NamedTable, before: Tables, outer: Scope | null, reader: Reader): Relation {
  const { name } = node;
  if (node.asOf !== null) inferValue(node.asOf, reader.place({ ...before, outer }, "FOR SYSTEM_TIME"));
  const path = name.parts.map((part) => part.text);
  const relation = reader.table(name);
  if (relation === null)
    return { path: node.alias === null ? path : [node.alias.name.text], columns: [], unknown: true };
  return aliased(path, relation, node.alias, node, reader);
}

function aliased(
  path: readonly string[],
  columns: readonly ResultColumn[],
  alias: TableAlias | null,
  span: { offset: number; length: number },
  reader: Reader,
): Relation {
  if (alias === null) return { path, columns, unknown: false };
  const names = alias.columns;
  if (names === null) return { path: [alias.name.text], columns, unknown: false };
  if (names.length !== columns.length) {
    const message = `"${alias.name.text}" names ${names.length} columns, but the table has ${columns.length}.`;
    reader.findings.add("sql/column-count", message, "Name all of them or none.", { ...span, ...alias.name });
    return { path: [alias.name.text], columns: [], unknown: true };
  }
  const renamed = columns.map((column, index) => ({ ...column, name: names[index]?.text ?? column.name }));
  return { path: [alias.name.text], columns: renamed, unknown: false };
}

function tableFunction(node: TableFunction, before: Tables, outer: Scope | null, reader: Reader): Relation {
  const columns = windowColumns(node.call, { ...before, outer }, reader);
  if (columns !== null) return aliased([], columns, node.alias, node, reader);
  const { origins } = inferValue(node.call, reader.place({ ...before, outer }, "a table function"));
  const path = node.alias === null ? [] : [node.alias.name.text];
  const names = node.alias?.columns ?? null;
  if (names === null) return { path, columns: [], unknown: true };
  const given = names.map((name) => ({
    ...UNKNOWN,
    origins,
    name: name.text,
    offset: name.offset,
    length: name.length,
  }));
  return { path, columns: given, unknown: false };
}

function unnest(node: Unnest, scope: Scope, reader: Reader): Relation {
  const value = inferValue(node.operand, reader.place(scope, "UNNEST"));
  const span = { offset: node.offset, length: node.length };
  const { type, origins } = value;
  const columns: ResultColumn[] = [];
  const give = (name: string, of: { type: ResultColumn["type"]; nullable: boolean }) =>
    columns.push({ name, type: of.type, nullable: of.nullable, origins, ...span });
  if (type?.kind === "ARRAY" || type?.kind === "MULTISET") {
    if (type.element.type.kind === "ROW")
      for (const field of type.element.type.fields) give(field.name, field);
    else give("EXPR$0", type.element);
  } else if (type?.kind === "MAP") {
    give("KEY", type.key);
    give("VALUE", type.value);
  } else if (type !== null) {
    const message = `UNNEST needs an ARRAY, MAP or MULTISET, not ${printType(type)}.`;
    reader.findings.add("sql/type", message, "", node.operand);
  }
  if (type === null)
    for (const name of node.alias?.columns ?? []) give(name.text, { type: null, nullable: true });
  if (columns.length === 0)
    return { path: node.alias === null ? [] : [node.alias.name.text], columns, unknown: true };
  if (node.ordinality) give("ORDINALITY", { type: { kind: "INT" }, nullable: false });
  return aliased([], columns, node.alias, node, reader);
}

function joined(node: Join, before: Tables, outer: Scope | null, reader: Reader): Tables {
  const left = tablesOf(node.left, before, outer, reader);
  const right = tablesOf(node.right, both(before, left), outer, reader);
  for (const relation of right.relations) {
    const name = relation.path.join(".");
    if (name !== "" && left.relations.some((other) => other.path.join(".") === name))
      reader.findings.add(
        "sql/duplicate",
        `Two tables in FROM are called "${name}".`,
        "Give one an alias: AS other.",
        node.right,
      );
  }
  const tables = both(left, right);
  if (node.on !== null) {
    const place: Place = reader.place({ ...tables, outer }, "ON");
    requireBoolean(node.on, inferValue(node.on, place), "ON", reader.findings);
  }
  const wide = {
    left: node.type === "right" || node.type === "full" ? nullable(left) : left,
    right: node.type === "left" || node.type === "full" ? nullable(right) : right,
  };
  const names = node.using?.map((name) => name.text) ?? (node.natural ? sharedNames(left, right) : []);
  const result = both(wide.left, wide.right);
  if (names.length === 0) return result;
  const merged: ResultColumn[] = [];
  for (const [index, name] of names.entries()) {
    const one = columnsOf(wide.left).find((column) => column.name === name);
    const other = columnsOf(wide.right).find((column) => column.name === name);
    const span = node.using?.[index] ?? node;
    if (one === undefined || other === undefined) {
      if (!tables.relations.some((relation) => relation.unknown))
        reader.findings.add("sql/unknown-column", `USING needs a column "${name}" on both sides.`, "", span);
      continue;
    }
    requireComparable(
      { kind: "star", qualifier: null, offset: span.offset, length: span.length },
      one.type,
      other.type,
      reader.findings,
    );
    merged.push({ ...one, nullable: one.nullable && other.nullable, origins: originsOf([one, other]) });
  }
  return {
    relations: result.relations,
    merged: [...merged, ...result.merged.filter((c) => !names.includes(c.name ?? ""))],
  };
}

function both(left: Tables, right: Tables): Tables {
  return { relations: [...left.relations, ...right.relations], merged: [...left.merged, ...right.merged] };
}

function nullable(tables: Tables): Tables {
  const wide = (column: ResultColumn): ResultColumn => ({ ...column, nullable: true });
  return {
    relations: tables.relations.map((relation) => ({ ...relation, columns: relation.columns.map(wide) })),
    merged: tables.merged.map(wide),
  };
}

function columnsOf(tables: Tables): readonly ResultColumn[] {
  return [...tables.merged, ...tables.relations.flatMap((relation) => relation.columns)];
}

function sharedNames(left: Tables, right: Tables): readonly string[] {
  const names = new Set(columnsOf(right).map((column) => column.name));
  return [
    ...new Set(
      columnsOf(left).flatMap((column) => (names.has(column.name) && column.name ? [column.name] : [])),
    ),
  ];
}

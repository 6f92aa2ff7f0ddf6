import type { QualifiedName } from "../ast/name";
import { nameText } from "../ast/name";
import { nearestName } from "../nearest-name";
import type { Findings } from "./findings";
import { type ResultColumn, UNKNOWN, type Value } from "./value";

/** A table as FROM shows it; `path` is the way to name it: `["t"]`, or `["dws", "trip"]` without an alias. */
export interface Relation {
  readonly path: readonly string[];
  readonly columns: readonly ResultColumn[];
  /** Whether the table could not be resolved: then every column of it is unknown, without an error. */
  readonly unknown: boolean;
}

/** The names that an expression can see. */
export interface Scope {
  readonly relations: readonly Relation[];
  /** Columns that USING or NATURAL made one of two. */
  readonly merged: readonly ResultColumn[];
  /** The scope around a subquery. */
  readonly outer: Scope | null;
}

/** What a name means; `key` tells columns of the same scope apart, and is null for a column from further out. */
export interface Resolved {
  readonly value: Value;
  readonly key: string | null;
}

const UNRESOLVED: Resolved = { value: UNKNOWN, key: null };

/** Finds the column, or the field in a column, that a name means; says so when there is none or more than one. */
export function resolveName(name: QualifiedName, scope: Scope, findings: Findings): Resolved {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const found = inScope(name, at, at === scope, findings);
    if (found !== null) return found;
  }
  const first = name.parts[0];
  const relations = allRelations(scope);
  if (relations.some((relation) => relation.unknown)) return UNRESOLVED;
  const text = nameText(name);
  if (name.parts.length > 1) {
    const names = relations.map((relation) => relation.path.at(-1) ?? "");
    const message = `There is no table "${first?.text ?? text}" in FROM that "${text}" could be a column of.`;
    findings.add(
      "sql/unknown-table",
      message,
      suggest(first?.text ?? "", names, "Tables here"),
      first ?? name,
    );
  } else {
    const names = relations.flatMap((relation) => relation.columns.map((column) => column.name ?? ""));
    findings.add(
      "sql/unknown-column",
      `There is no column "${text}" in the tables of FROM.`,
      suggest(text, names, "Columns here"),
      name,
    );
  }
  return UNRESOLVED;
}

/** "Did you mean …?", or all names when none is near and they are few. */
export function suggest(given: string, names: readonly string[], what: string): string {
  const known = [...new Set(names.filter((name) => name !== ""))];
  const near = nearestName(given, known);
  if (near !== null && near.toLowerCase() === given.toLowerCase())
    return `Names are case-sensitive: write ${near}.`;
  if (near !== null) return `Did you mean ${near}?`;
  return known.length > 0 && known.length <= 12 ? `${what}: ${known.join(", ")}.` : "";
}

function inScope(name: QualifiedName, scope: Scope, own: boolean, findings: Findings): Resolved | null {
  const { parts } = name;
  const first = parts[0];
  if (first === undefined) return UNRESOLVED;
  const found = (column: ResultColumn, key: string, used: number): Resolved => {
    const value = fieldsOf(column, name, used, findings);
    return { value, key: own ? key : null };
  };

  for (const [index, relation] of scope.relations.entries()) {
    const used = prefixLength(
      parts.map((part) => part.text),
      relation.path,
    );
    const part = parts[used];
    if (used === 0 || part === undefined) continue;
    if (relation.unknown) return UNRESOLVED;
    const matches = relation.columns.filter((column) => column.name === part.text);
    if (matches.length > 1) return ambiguous(name, findings);
    if (matches[0] !== undefined) return found(matches[0], `${index}.${part.text}`, used + 1);
    const names = relation.columns.map((column) => column.name ?? "");
    const message = `Table "${relation.path.join(".")}" has no column "${part.text}".`;
    findings.add("sql/unknown-column", message, suggest(part.text, names, "It has"), part);
    return UNRESOLVED;
  }

  const merged = scope.merged.find((column) => column.name === first.text);
  if (merged !== undefined) return found(merged, `*.${first.text}`, 1);
  let match: Resolved | null = null;
  let count = 0;
  for (const [index, relation] of scope.relations.entries())
    for (const column of relation.columns)
      if (column.name === first.text && count++ === 0) match = found(column, `${index}.${first.text}`, 1);
  return count > 1 ? ambiguous(name, findings) : match;
}

function prefixLength(parts: readonly string[], path: readonly string[]): number {
  if (parts[0] === path.at(-1)) return 1;
  const whole = path.length > 1 && path.every((part, index) => parts[index] === part);
  return whole ? path.length : 0;
}

function ambiguous(name: QualifiedName, findings: Findings): Resolved {
  const text = nameText(name);
  findings.add(
    "sql/ambiguous",
    `"${text}" is a column of more than one table.`,
    `Write table.${text}.`,
    name,
  );
  return UNRESOLVED;
}

function fieldsOf(column: ResultColumn, name: QualifiedName, used: number, findings: Findings): Value {
  let value: Value = column;
  for (const part of name.parts.slice(used)) {
    if (value.type === null) return { ...UNKNOWN, origins: column.origins };
    value = fieldOf(value, part, findings);
  }
  return value;
}

/** The field of a ROW value. */
export function fieldOf(
  value: Value,
  field: { text: string; offset: number; length: number },
  findings: Findings,
): Value {
  if (value.type === null) return { ...UNKNOWN, origins: value.origins };
  const fields = value.type.kind === "ROW" ? value.type.fields : [];
  const match = fields.find((other) => other.name === field.text);
  if (match !== undefined)
    return { type: match.type, nullable: value.nullable || match.nullable, origins: value.origins };
  const message =
    value.type.kind === "ROW"
      ? `The ROW has no field "${field.text}".`
      : `"${field.text}" can't be a field: the value before it is ${value.type.kind}, not ROW.`;
  findings.add(
    "sql/unknown-column",
    message,
    suggest(
      field.text,
      fields.map((other) => other.name),
      "It has",
    ),
    field,
  );
  return UNKNOWN;
}

function allRelations(scope: Scope): readonly Relation[] {
  const all: Relation[] = [];
  for (let at: Scope | null = scope; at !== null; at = at.outer) all.push(...at.relations);
  return all;
}

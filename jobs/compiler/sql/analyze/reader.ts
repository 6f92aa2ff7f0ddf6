import { nameText, type QualifiedName } from "../ast/name";
import type { Query, QueryBody, Values } from "../ast/query";
import { leastRestrictive } from "../types/least-restrictive";
import { printType } from "../types/print-type";
import type { TableRef } from "./analysis";
import type { Catalog } from "./catalog";
import { inferValue, type Place } from "./expression";
import { Findings } from "./findings";
import { type Scope, suggest } from "./scope";
import { selectColumns } from "./select";
import { originKey, originsOf, type ResultColumn } from "./value";

/** The common tables that a query sees, the innermost first. */
interface CommonTables {
  readonly name: string;
  readonly columns: readonly ResultColumn[];
  readonly next: CommonTables | null;
}

/** Reads a query with its subqueries, and collects what it reads and what is wrong. */
export class Reader {
  readonly findings = new Findings();
  readonly reads: TableRef[] = [];
  #common: CommonTables | null = null;

  constructor(readonly catalog: Catalog) {}

  /** The columns that a query gives. */
  query(query: Query, outer: Scope | null): readonly ResultColumn[] {
    const common = this.#common;
    for (const { name, columns: names, query: inner } of query.ctes) {
      let columns = this.query(inner, outer);
      if (names !== null && names.length !== columns.length) {
        const message = `"${name.text}" names ${names.length} columns, but its query gives ${columns.length}.`;
        this.findings.add("sql/column-count", message, "Name all of them or none.", name);
      } else if (names !== null)
        columns = columns.map((column, index) => ({ ...column, name: names[index]?.text ?? null }));
      this.#common = { name: name.text, columns, next: this.#common };
    }
    const columns = this.#body(query.body, outer, query);
    this.#common = common;
    return columns;
  }

  /** The columns of a common table or of a table in the catalog; null (and said) when there is none. */
  table(name: QualifiedName): readonly ResultColumn[] | null {
    const text = nameText(name);
    const commonNames: string[] = [];
    for (let at = this.#common; at !== null; at = at.next) {
      if (name.parts.length === 1 && at.name === text) return at.columns;
      commonNames.push(at.name);
    }
    const span = { offset: name.offset, length: name.length };
    this.reads.push({ table: text, ...span });
    const table = this.catalog.table(text);
    if (table !== undefined)
      return table.columns.map(({ name: column, type, nullable }) => ({
        name: column,
        type,
        nullable,
        origins: new Set([originKey(table.id, column)]),
        ...span,
      }));
    const names = [...commonNames, ...this.catalog.names()];
    const whole = name.parts.length === 1 ? names.find((other) => other.endsWith(`.${text}`)) : undefined;
    const hint = whole === undefined ? suggest(text, names, "Tables") : `Write the layer too: ${whole}.`;
    this.findings.add("sql/unknown-table", `There is no table "${text}".`, hint, name);
    return null;
  }

  /** A place for expressions; `noAggregates` is the clause that forbids them, or null. */
  place(scope: Scope, noAggregates: string | null, grouped = false): Place {
    const { findings } = this;
    return { scope, findings, noAggregates, grouped, subquery: (query, outer) => this.query(query, outer) };
  }

  #body(body: QueryBody, outer: Scope | null, query: Query): readonly ResultColumn[] {
    if (body.kind === "select") return selectColumns(body, query.orderBy, outer, this);
    const columns =
      body.kind === "values"
        ? this.#values(body, outer)
        : body.kind === "query"
          ? this.query(body, outer)
          : this.#combined(
              body.operator,
              this.#body(body.left, outer, unordered(query)),
              this.#body(body.right, outer, unordered(query)),
              body,
            );
    const scope: Scope = { relations: [{ path: [], columns, unknown: false }], merged: [], outer };
    for (const { value } of query.orderBy)
      if (value.kind !== "literal") inferValue(value, this.place(scope, "ORDER BY"));
    return columns;
  }

  #values(values: Values, outer: Scope | null): readonly ResultColumn[] {
    const scope: Scope = { relations: [], merged: [], outer };
    const rows = values.rows.map((row) =>
      row.map((node): ResultColumn => {
        if (node.kind === "literal" && node.type.kind === "NULL") this.bareNull(node);
        return {
          name: null,
          ...inferValue(node, this.place(scope, "VALUES")),
          offset: node.offset,
          length: node.length,
        };
      }),
    );
    const [first = [], ...others] = rows;
    let columns: readonly ResultColumn[] = first;
    for (const row of others) columns = this.#combined("VALUES", columns, row, values);
    return columns.map((column, index) => ({ ...column, name: `EXPR$${index}` }));
  }

  /** Says that NULL without a type can't be a column. */
  bareNull(span: { offset: number; length: number }): void {
    this.findings.add("sql/type", "NULL alone has no type.", "Write CAST(NULL AS type).", span);
  }

  #combined(
    operator: string,
    left: readonly ResultColumn[],
    right: readonly ResultColumn[],
    node: { offset: number; length: number },
  ): readonly ResultColumn[] {
    if (left.length !== right.length) {
      const message = `The sides of ${operator} give ${left.length} and ${right.length} columns.`;
      this.findings.add("sql/column-count", message, "Both must give the same number of columns.", node);
      return left;
    }
    return left.map((column, index) => {
      const other = right[index] ?? column;
      const types = [column.type, other.type].flatMap((type) => (type === null ? [] : [type]));
      const type = types.length === 2 ? leastRestrictive(types) : null;
      const mixed = types.some((one) => one.kind === "CHAR" || one.kind === "VARCHAR");
      if (type === null && types.length === 2 && mixed) {
        const message = `Column ${index + 1} of ${operator} is ${types.map(printType).join(" on one side and ")} on the other.`;
        this.findings.add("sql/type", message, "CAST one of them.", other);
      }
      const nullable = column.nullable || other.nullable;
      return { ...column, type, nullable, origins: originsOf([column, other]) };
    });
  }
}

/** The same query without its order: that belongs to the whole set operation. */
function unordered(query: Query): Query {
  return { ...query, orderBy: [] };
}

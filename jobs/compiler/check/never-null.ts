import type { Catalog } from "../sql/analyze/catalog";
import type { Expression } from "../sql/ast/expression";
import type { Identifier } from "../sql/ast/name";
import type { Query, Select } from "../sql/ast/query";
import type { TableExpression } from "../sql/ast/table";

const COMPARISONS: ReadonlySet<string> = new Set(["=", "<>", "<", "<=", ">", ">="]);

/**
 * The catalog as the SELECT sees it after its WHERE: a column that the top WHERE tests (`x IS NOT NULL`, `x > 0`) is never
 * null in what follows. Only columns of tables that the query reads once, so that nothing else is touched.
 */
export function afterWhere(query: Query, reads: readonly string[], catalog: Catalog): Catalog {
  const select = topSelect(query);
  if (select === null || select.where === null || select.from === null) return catalog;
  const tables = namedTables(select.from).filter(
    ({ id }) => reads.filter((read) => read === id).length === 1,
  );
  const tested = testedNames(select.where);
  const sure = new Set<string>();
  for (const parts of tested) {
    const column = parts.at(-1)?.text ?? "";
    const qualifier = parts
      .slice(0, -1)
      .map((part) => part.text)
      .join(".");
    const owners = tables.filter(
      ({ id, alias }) =>
        (qualifier === "" || qualifier === alias || (qualifier === id && alias === id.split(".").at(-1))) &&
        catalog.table(id)?.columns.some((one) => one.name === column),
    );
    const owner = owners[0];
    if (owner !== undefined && owners.length === 1) sure.add(`${owner.id}.${column}`);
  }
  return {
    names: () => catalog.names(),
    table: (name) => {
      const table = catalog.table(name);
      if (table === undefined) return undefined;
      const columns = table.columns.map((column) =>
        sure.has(`${name}.${column.name}`) ? { ...column, nullable: false } : column,
      );
      return { ...table, columns };
    },
  };
}

function topSelect(query: Query): Select | null {
  if (query.body.kind === "select") return query.body;
  return query.body.kind === "query" && query.ctes.length === 0 ? topSelect(query.body) : null;
}

/** Base tables of a FROM by the name that columns are qualified with. */
function namedTables(from: TableExpression): readonly { readonly id: string; readonly alias: string }[] {
  if (from.kind === "join") return [...namedTables(from.left), ...namedTables(from.right)];
  if (from.kind !== "table") return [];
  const parts = from.name.parts.map((part) => part.text);
  return [{ id: parts.join("."), alias: from.alias?.name.text ?? parts.at(-1) ?? "" }];
}

/** Names that must not be null for the condition to be true. */
function testedNames(condition: Expression): readonly (readonly Identifier[])[] {
  switch (condition.kind) {
    case "binary":
      if (condition.operator === "AND")
        return [...testedNames(condition.left), ...testedNames(condition.right)];
      return COMPARISONS.has(condition.operator)
        ? [...plainName(condition.left), ...plainName(condition.right)]
        : [];
    case "is":
      return condition.test === "NULL" && condition.negated ? plainName(condition.operand) : [];
    case "between":
      return plainName(condition.operand);
    default:
      return [];
  }
}

function plainName(expression: Expression): readonly (readonly Identifier[])[] {
  return expression.kind === "name" ? [expression.name.parts] : [];
}

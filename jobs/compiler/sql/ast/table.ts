import type { Span } from "../span";
import type { Call, Expression } from "./expression";
import type { Identifier, QualifiedName } from "./name";
import type { Query } from "./query";

/** `AS t (a, b)`. */
export interface TableAlias {
  readonly name: Identifier;
  readonly columns: readonly Identifier[] | null;
}

/** A table, view or common table by name, at a point in time for a temporal join. */
export interface NamedTable extends Span {
  readonly kind: "table";
  readonly name: QualifiedName;
  readonly asOf: Expression | null;
  readonly alias: TableAlias | null;
}

/** A query in brackets; `lateral` sees the tables before it. */
export interface DerivedTable extends Span {
  readonly kind: "derived";
  readonly query: Query;
  readonly lateral: boolean;
  readonly alias: TableAlias | null;
}

/** `TABLE(f(…))`, also the window functions TUMBLE, HOP, CUMULATE, SESSION. */
export interface TableFunction extends Span {
  readonly kind: "function";
  readonly call: Call;
  readonly alias: TableAlias | null;
}

/** `UNNEST(x) [WITH ORDINALITY]`. */
export interface Unnest extends Span {
  readonly kind: "unnest";
  readonly operand: Expression;
  readonly ordinality: boolean;
  readonly alias: TableAlias | null;
}

export interface Join extends Span {
  readonly kind: "join";
  readonly type: "inner" | "left" | "right" | "full" | "cross";
  readonly natural: boolean;
  readonly left: TableExpression;
  readonly right: TableExpression;
  readonly on: Expression | null;
  readonly using: readonly Identifier[] | null;
}

/** What stands in FROM. */
export type TableExpression = NamedTable | DerivedTable | TableFunction | Unnest | Join;

import type { Span } from "../span";
import type { NullableType, SqlType } from "../types/sql-type";
import type { Identifier, QualifiedName } from "./name";
import type { Query, WindowSpec } from "./query";

/** A constant; `value` is its text, null for NULL. */
export interface Literal extends Span {
  readonly kind: "literal";
  readonly type: SqlType;
  readonly value: string | null;
}

/** A column, or a field in a column, by name. */
export interface NameReference extends Span {
  readonly kind: "name";
  readonly name: QualifiedName;
}

/** `*` or `t.*`. */
export interface Star extends Span {
  readonly kind: "star";
  readonly qualifier: QualifiedName | null;
}

/** A call of a function, also of those with a grammar of their own (EXTRACT, TRIM, JSON_VALUE …). */
export interface Call extends Span {
  readonly kind: "call";
  /** As written; compared without case. */
  readonly name: Identifier;
  readonly args: readonly Expression[];
  /** `DAY` of `FLOOR(x TO DAY)`, `EXTRACT(DAY FROM x)`, `TIMESTAMPDIFF(DAY, x, y)`; else null. */
  readonly unit: string | null;
  /** The type of `JSON_VALUE(… RETURNING type)`; else null. */
  readonly returning: SqlType | null;
  readonly distinct: boolean;
  readonly filter: Expression | null;
  readonly over: WindowSpec | Identifier | null;
}

/** `-x`, `+x`, `NOT x`. */
export interface Unary extends Span {
  readonly kind: "unary";
  readonly operator: "-" | "+" | "NOT";
  readonly operand: Expression;
}

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "||"
  | "="
  | "<>"
  | "<"
  | "<="
  | ">"
  | ">="
  | "AND"
  | "OR"
  | "IS DISTINCT FROM"
  | "IS NOT DISTINCT FROM"
  | "OVERLAPS";

export interface Binary extends Span {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `x IS [NOT] NULL | TRUE | FALSE | UNKNOWN | JSON`; never null. */
export interface IsTest extends Span {
  readonly kind: "is";
  readonly operand: Expression;
  readonly test: "NULL" | "TRUE" | "FALSE" | "UNKNOWN" | "JSON";
  readonly negated: boolean;
}

export interface Between extends Span {
  readonly kind: "between";
  readonly operand: Expression;
  readonly low: Expression;
  readonly high: Expression;
}

/** `x [NOT] LIKE p [ESCAPE e]` and `SIMILAR TO`. */
export interface Like extends Span {
  readonly kind: "like";
  readonly operator: "LIKE" | "SIMILAR TO";
  readonly operand: Expression;
  readonly pattern: Expression;
  readonly escape: Expression | null;
}

/** `x [NOT] IN (1, 2)` or `IN (SELECT …)`. */
export interface In extends Span {
  readonly kind: "in";
  readonly operand: Expression;
  readonly among: readonly Expression[] | Query;
}

/** `x = ANY (SELECT …)`, `x > ALL (SELECT …)`. */
export interface Quantified extends Span {
  readonly kind: "quantified";
  readonly operand: Expression;
  readonly query: Query;
}

export interface Exists extends Span {
  readonly kind: "exists";
  readonly query: Query;
}

/** A query in brackets, used as one value. */
export interface ScalarQuery extends Span {
  readonly kind: "scalar-query";
  readonly query: Query;
}

export interface Case extends Span {
  readonly kind: "case";
  readonly operand: Expression | null;
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
  readonly otherwise: Expression | null;
}

export interface Cast extends Span {
  readonly kind: "cast";
  readonly operand: Expression;
  readonly to: NullableType;
  /** TRY_CAST: null instead of a failure. */
  readonly safe: boolean;
}

/** `ARRAY[…]`, `MAP[…]`, `ROW(…)` and `(a, b)`. */
export interface Constructor extends Span {
  readonly kind: "array" | "map" | "row";
  readonly items: readonly Expression[];
}

/** `x[i]`. */
export interface ItemAccess extends Span {
  readonly kind: "item";
  readonly operand: Expression;
  readonly index: Expression;
}

/** `(x).field`; where x is a plain name, a NameReference says it. */
export interface FieldAccess extends Span {
  readonly kind: "field";
  readonly operand: Expression;
  readonly field: Identifier;
}

/** `TABLE t` or a query as the argument of a table function. */
export interface TableArgument extends Span {
  readonly kind: "table-argument";
  readonly input: QualifiedName | Query;
}

/** `DESCRIPTOR(c)`. */
export interface Descriptor extends Span {
  readonly kind: "descriptor";
  readonly names: readonly Identifier[];
}

/** `SIZE => INTERVAL '1' MINUTE`. */
export interface NamedArgument extends Span {
  readonly kind: "named-argument";
  readonly name: Identifier;
  readonly value: Expression;
}

/** A value in a query. */
export type Expression =
  | Literal
  | NameReference
  | Star
  | Call
  | Unary
  | Binary
  | IsTest
  | Between
  | Like
  | In
  | Quantified
  | Exists
  | ScalarQuery
  | Case
  | Cast
  | Constructor
  | ItemAccess
  | FieldAccess
  | TableArgument
  | Descriptor
  | NamedArgument;

import type { Span } from "../span";
import type { Expression } from "./expression";
import type { Identifier } from "./name";
import type { TableExpression } from "./table";

/** A whole query: `[WITH …] body [ORDER BY …] [LIMIT …] [OFFSET …]`. */
export interface Query extends Span {
  readonly kind: "query";
  readonly ctes: readonly CommonTable[];
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  readonly limit: Expression | null;
  readonly skip: Expression | null;
}

/** `name [(columns)] AS (query)`. */
export interface CommonTable extends Span {
  readonly name: Identifier;
  readonly columns: readonly Identifier[] | null;
  readonly query: Query;
}

export type QueryBody = Select | SetOperation | Values | Query;

export interface Select extends Span {
  readonly kind: "select";
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: TableExpression | null;
  readonly where: Expression | null;
  /** Null: no GROUP BY. */
  readonly groupBy: readonly GroupItem[] | null;
  readonly having: Expression | null;
  readonly windows: readonly { readonly name: Identifier; readonly spec: WindowSpec }[];
}

export interface SelectItem extends Span {
  readonly value: Expression;
  readonly alias: Identifier | null;
}

/** One entry of GROUP BY. */
export type GroupItem =
  | { readonly kind: "value"; readonly value: Expression }
  | { readonly kind: "list"; readonly items: readonly GroupItem[] }
  | {
      readonly kind: "sets";
      readonly of: "GROUPING SETS" | "ROLLUP" | "CUBE";
      readonly items: readonly GroupItem[];
    };

export interface SetOperation extends Span {
  readonly kind: "set";
  readonly operator: "UNION" | "INTERSECT" | "EXCEPT";
  readonly all: boolean;
  readonly left: QueryBody;
  readonly right: QueryBody;
}

/** `VALUES (1, 'a'), (2, 'b')`. */
export interface Values extends Span {
  readonly kind: "values";
  readonly rows: readonly (readonly Expression[])[];
}

export interface OrderItem extends Span {
  readonly value: Expression;
  readonly descending: boolean;
}

/** `[base] [PARTITION BY …] [ORDER BY …] [ROWS | RANGE BETWEEN … AND …]`. */
export interface WindowSpec extends Span {
  readonly kind: "window";
  readonly base: Identifier | null;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderItem[];
  /** The values in the frame's bounds, e.g. `INTERVAL '1' HOUR` of `INTERVAL '1' HOUR PRECEDING`. */
  readonly bounds: readonly Expression[];
}

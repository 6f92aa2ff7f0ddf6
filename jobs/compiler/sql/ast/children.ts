import type { Expression } from "./expression";

/** The expressions right inside an expression; queries inside it are left out. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "call":
      return expression.args;
    case "unary":
    case "is":
    case "field":
    case "cast":
    case "quantified":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "between":
      return [expression.operand, expression.low, expression.high];
    case "like":
      return expression.escape === null
        ? [expression.operand, expression.pattern]
        : [expression.operand, expression.pattern, expression.escape];
    case "in":
      return "kind" in expression.among ? [expression.operand] : [expression.operand, ...expression.among];
    case "case": {
      const { operand, branches, otherwise } = expression;
      const inner = branches.flatMap((branch) => [branch.when, branch.then]);
      return [operand, ...inner, otherwise].filter((child) => child !== null);
    }
    case "array":
    case "map":
    case "row":
      return expression.items;
    case "item":
      return [expression.operand, expression.index];
    case "named-argument":
      return [expression.value];
    default:
      return [];
  }
}

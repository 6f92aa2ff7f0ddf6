import { containsAggregate } from "../../sql/analyze/grouping";
import { childrenOf } from "../../sql/ast/children";
import type { Call, Expression } from "../../sql/ast/expression";
import { nameText } from "../../sql/ast/name";
import type { GroupItem, Query, QueryBody, Select } from "../../sql/ast/query";
import type { Join, NamedTable, TableExpression, TableFunction } from "../../sql/ast/table";
import type { Span } from "../../sql/span";
import { equatedColumns, hasInterval, isOfWindow, parts, timesOf } from "./conditions";
import type { Flow, QueryFacts, StateOperator, VersionUse, WindowUse } from "./query-facts";

const NOTHING: Flow = { tables: [], whole: true, windowed: false };
const UNKNOWN: Flow = { tables: [], whole: false, windowed: false };
const WINDOWS: ReadonlySet<string> = new Set(["TUMBLE", "HOP", "CUMULATE", "SESSION"]);
const RANKS: ReadonlySet<string> = new Set(["ROW_NUMBER", "RANK", "DENSE_RANK"]);

type CommonTables = ReadonlyMap<string, Flow>;

/** Reads from a query what it keeps, which windows it makes and which versions it looks up. */
export function readFacts(query: Query): QueryFacts {
  const reader = new FactReader();
  const rows = reader.query(query, new Map(), true);
  const { operators, windows, versions } = reader;
  return { rows, operators, windows, versions };
}

class FactReader {
  readonly operators: StateOperator[] = [];
  readonly windows: WindowUse[] = [];
  readonly versions: VersionUse[] = [];

  query(query: Query, outer: CommonTables, top: boolean): Flow {
    const known = new Map(outer);
    for (const table of query.ctes) known.set(table.name.text, this.query(table.query, known, false));
    return this.body(query.body, known, top);
  }

  private body(body: QueryBody, known: CommonTables, top: boolean): Flow {
    switch (body.kind) {
      case "select":
        return this.select(body, known, top);
      case "query":
        return this.query(body, known, top);
      case "values":
        return NOTHING;
      case "set": {
        const sides = [this.body(body.left, known, false), this.body(body.right, known, false)];
        if (body.operator !== "UNION" || !body.all)
          this.keep(body.operator === "UNION" ? "deduplicating UNION" : body.operator, body, sides, top);
        return together(sides);
      }
    }
  }

  private select(select: Select, known: CommonTables, top: boolean): Flow {
    const from = select.from === null ? NOTHING : this.from(select.from, known);
    for (const value of expressionsOf(select)) this.subqueries(value, from, known);

    const groups = select.groupBy?.flatMap(groupExpressions) ?? null;
    const windowed = groups?.some(isOfWindow) === true;
    if (groups !== null && groups.length > 0 && !windowed) this.keep("aggregation", select, [from], top);
    const single =
      (groups === null || groups.length === 0) &&
      (select.having !== null || select.items.some((item) => containsAggregate(item.value)));
    if (select.distinct && !select.items.some((item) => isOfWindow(item.value)))
      this.keep("DISTINCT", select, [from], top);
    const over = select.items.map((item) => overCall(item.value)).find((call) => call !== null);
    if (over !== undefined) this.over(over, select, from);
    return single ? NOTHING : { ...from, windowed: from.windowed || windowed };
  }

  private over(call: Call, select: Select, from: Flow): void {
    const { over } = call;
    if (over === null) return;
    const spec = "kind" in over ? over : select.windows.find((one) => one.name.text === over.text)?.spec;
    if (spec === undefined || spec.partitionBy.some(isOfWindow) || spec.bounds.some(hasInterval)) return;
    const rank = RANKS.has(call.name.text.toUpperCase());
    this.keep(rank ? "ranking" : "OVER aggregation", call, [from], false);
  }

  private from(node: TableExpression, known: CommonTables): Flow {
    switch (node.kind) {
      case "table":
        return (
          known.get(nameText(node.name)) ?? { tables: [nameText(node.name)], whole: true, windowed: false }
        );
      case "derived":
        return this.query(node.query, known, false);
      case "function":
        return this.tableFunction(node, known);
      case "unnest":
        return UNKNOWN;
      case "join":
        return this.join(node, known);
    }
  }

  private tableFunction({ call }: TableFunction, known: CommonTables): Flow {
    if (!WINDOWS.has(call.name.text.toUpperCase())) return UNKNOWN;
    const args = call.args.map((arg) => (arg.kind === "named-argument" ? arg.value : arg));
    const input = args.find((arg) => arg.kind === "table-argument" || arg.kind === "scalar-query");
    const descriptor = args.find((arg) => arg.kind === "descriptor");
    if (input?.kind === "scalar-query") return { ...this.query(input.query, known, false), windowed: true };
    if (input?.kind !== "table-argument") return UNKNOWN;
    if (!("parts" in input.input)) return { ...this.query(input.input, known, false), windowed: true };
    const table = nameText(input.input);
    const common = known.get(table);
    const column = descriptor?.kind === "descriptor" ? descriptor.names[0] : undefined;
    if (common === undefined && column !== undefined)
      this.windows.push({ table, column: column.text, offset: column.offset, length: column.length });
    return { ...(common ?? { tables: [table], whole: true }), windowed: true };
  }

  private join(node: Join, known: CommonTables): Flow {
    const left = this.from(node.left, known);
    const right = this.from(node.right, known);
    if (node.on !== null) this.subqueries(node.on, together([left, right]), known);
    const both: Flow = { ...together([left, right]), windowed: left.windowed || right.windowed };
    const { right: other } = node;
    if (other.kind === "unnest" || (other.kind === "function" && !right.windowed)) return { ...left };
    if (other.kind === "table" && other.asOf !== null) {
      if (!known.has(nameText(other.name))) this.version(other, other.asOf, node, left);
      return both;
    }
    const byWindow = left.windowed && right.windowed && node.on !== null && parts(node.on).some(isOfWindow);
    if (!byWindow && !(other.kind === "derived" && other.lateral)) {
      const what = `${node.type === "cross" ? "cross " : ""}join`;
      const times = node.on === null ? [] : timesOf(node.on);
      this.operators.push({ what, ...spanOf(node.right), keeps: [left, right], times, perKey: false });
    }
    return both;
  }

  private version(table: NamedTable, asOf: Expression, join: Join, left: Flow): void {
    const alias = table.alias?.name.text ?? table.name.parts.at(-1)?.text ?? "";
    const using = join.using?.map((name) => name.text) ?? [];
    this.versions.push({
      table: nameText(table.name),
      equated: [...using, ...(join.on === null ? [] : equatedColumns(join.on, alias))],
      moment: asOf.kind === "name" ? (asOf.name.parts.at(-1)?.text ?? null) : null,
      left: left.tables,
      offset: table.offset,
      length: table.length,
    });
  }

  /** Queries inside an expression: IN and EXISTS keep both sides, as a join does. */
  private subqueries(value: Expression, from: Flow, known: CommonTables): void {
    if (value.kind === "exists" || value.kind === "scalar-query" || value.kind === "quantified")
      this.keep("subquery", value, [from, this.query(value.query, known, false)], false);
    else if (value.kind === "in" && "kind" in value.among)
      this.keep("IN", value, [from, this.query(value.among, known, false)], false);
    for (const child of childrenOf(value)) this.subqueries(child, from, known);
  }

  private keep(what: string, { offset, length }: Span, keeps: readonly Flow[], perKey: boolean): void {
    this.operators.push({ what, offset, length, keeps, times: [], perKey });
  }
}

/** The rows of several inputs: the largest of them counts. */
function together(flows: readonly Flow[]): Flow {
  return {
    tables: [...new Set(flows.flatMap((flow) => flow.tables))].sort(),
    whole: flows.every((flow) => flow.whole),
    windowed: flows.every((flow) => flow.windowed),
  };
}

function groupExpressions(item: GroupItem): readonly Expression[] {
  return item.kind === "value" ? [item.value] : item.items.flatMap(groupExpressions);
}

function expressionsOf(select: Select): readonly Expression[] {
  return [...select.items.map((item) => item.value), select.where, select.having].filter(
    (one) => one !== null,
  );
}

function overCall(value: Expression): Call | null {
  if (value.kind === "call" && value.over !== null) return value;
  for (const child of childrenOf(value)) {
    const found = overCall(child);
    if (found !== null) return found;
  }
  return null;
}

function spanOf({ offset, length }: Span): Span {
  return { offset, length };
}

import type { Call, Expression } from "../ast/expression";
import type { SqlType } from "../types/sql-type";
import type { Reader } from "./reader";
import { type Scope, suggest } from "./scope";
import { NO_ORIGINS, type ResultColumn } from "./value";

/** Window table functions: least and most arguments. */
const WINDOWS: Readonly<Record<string, readonly [number, number]>> = {
  TUMBLE: [3, 4],
  HOP: [4, 5],
  CUMULATE: [4, 5],
  SESSION: [3, 3],
};

/** The columns of `TUMBLE(TABLE t, DESCRIPTOR(c), …)` and its like; null when the call is another function. */
export function windowColumns(call: Call, scope: Scope, reader: Reader): readonly ResultColumn[] | null {
  const name = call.name.text.toUpperCase();
  const arity = Object.hasOwn(WINDOWS, name) ? WINDOWS[name] : undefined;
  if (arity === undefined) return null;
  const args = call.args.map((arg): Expression => (arg.kind === "named-argument" ? arg.value : arg));
  const input = args.find((arg) => arg.kind === "table-argument" || arg.kind === "scalar-query");
  const descriptor = args.find((arg) => arg.kind === "descriptor");
  if (input === undefined || descriptor === undefined || args.length < arity[0] || args.length > arity[1]) {
    const hint = `Write ${name}(TABLE t, DESCRIPTOR(time column), INTERVAL '1' MINUTE${arity[0] > 3 ? ", INTERVAL '5' MINUTE" : ""}).`;
    reader.findings.add(
      "sql/arguments",
      `${name} needs a table, a DESCRIPTOR and its intervals.`,
      hint,
      call,
    );
    return null;
  }
  const columns = tableOf(input, scope, reader);
  if (columns === null) return null;
  const at = descriptor.kind === "descriptor" ? descriptor.names[0] : undefined;
  const time = columns.find((column) => column.name === at?.text);
  if (at !== undefined && time === undefined) {
    const names = columns.map((column) => column.name ?? "");
    reader.findings.add(
      "sql/unknown-column",
      `The table has no column "${at.text}".`,
      suggest(at.text, names, "It has"),
      at,
    );
  } else if (
    at !== undefined &&
    time?.type &&
    time.type.kind !== "TIMESTAMP" &&
    time.type.kind !== "TIMESTAMP_LTZ"
  ) {
    reader.findings.add(
      "sql/type",
      `The time of a window must be a TIMESTAMP, and "${at.text}" is ${time.type.kind}.`,
      "",
      at,
    );
  }
  const local: SqlType = {
    kind: time?.type?.kind === "TIMESTAMP_LTZ" ? "TIMESTAMP_LTZ" : "TIMESTAMP",
    precision: 3,
  };
  const make = (column: string, type: SqlType): ResultColumn => ({
    name: column,
    type,
    nullable: false,
    origins: time?.origins ?? NO_ORIGINS,
    offset: call.offset,
    length: call.length,
  });
  const plain: SqlType = { kind: "TIMESTAMP", precision: 3 };
  return [...columns, make("window_start", plain), make("window_end", plain), make("window_time", local)];
}

function tableOf(input: Expression, scope: Scope, reader: Reader): readonly ResultColumn[] | null {
  if (input.kind === "scalar-query") return reader.query(input.query, scope.outer);
  if (input.kind !== "table-argument") return null;
  return "parts" in input.input ? reader.table(input.input) : reader.query(input.input, scope.outer);
}

import type { ColumnModel } from "../model/table-model";
import type { OutputColumn } from "../sql/analyze/analysis";
import { assignability } from "../sql/types/assignability";
import { printType } from "../sql/types/print-type";
import { type Contract, columnOf } from "./contract";

/** A difference between a SELECT and its contract; positions in the SQL text. */
export interface OutputFinding {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly offset: number;
  readonly length: number;
}

/** Compares what a SELECT gives with the contract, by position: how many columns, their names, types and nulls. */
export function checkOutput(
  contract: Contract,
  output: readonly OutputColumn[],
  sql: string,
  unsure: boolean,
): { readonly casts: readonly boolean[]; readonly findings: readonly OutputFinding[] } {
  if (output.length !== contract.columns.length) {
    return { casts: [], findings: unsure ? [] : [countFinding(contract, output)] };
  }
  const pairs = output.flatMap((given, i) => {
    const wanted = contract.columns[i];
    return wanted === undefined ? [] : [{ given, wanted, number: i + 1 }];
  });
  return {
    casts: pairs.map(({ given, wanted }) => !contract.key.includes(wanted.name) && !sameType(given, wanted)),
    findings: pairs.flatMap(({ given, wanted, number }) =>
      columnFindings(contract, given, wanted, number, sql),
    ),
  };
}

function columnFindings(
  contract: Contract,
  given: OutputColumn,
  wanted: ColumnModel,
  number: number,
  sql: string,
): readonly OutputFinding[] {
  const at = { offset: given.offset, length: given.length };
  if (given.name !== null && given.name !== wanted.name) {
    // A plain column may be renamed by its place; an alias says a name on purpose, and a name of another column is a mix-up.
    const mixedUp = columnOf(contract, given.name) !== undefined;
    if (mixedUp || !isPlainColumn(given, sql)) {
      const message = `Column ${number} of the SELECT is "${given.name}", of the contract "${wanted.name}".`;
      const hint = mixedUp
        ? "List the columns in the contract's order."
        : `Rename one of the two: AS ${wanted.name}, or "${given.name}" in columns.`;
      return [{ code: "contract/column-name", message, hint, ...at }];
    }
  }
  return [...typeFindings(contract, given, wanted, at), ...nullFindings(contract, given, wanted, at)];
}

function typeFindings(
  contract: Contract,
  given: OutputColumn,
  wanted: ColumnModel,
  at: { readonly offset: number; readonly length: number },
): readonly OutputFinding[] {
  if (given.type === null || sameType(given, wanted)) return [];
  const types = `is ${printType(given.type)}, the contract says ${printType(wanted.type)}`;
  const hint = `Write CAST(… AS ${printType(wanted.type)}), or change the contract.`;
  if (assignability(given.type, wanted.type) === "no") {
    return [{ code: "contract/column-type", message: `"${wanted.name}" ${types}.`, hint, ...at }];
  }
  if (contract.key.includes(wanted.name) && !widensText(given, wanted)) {
    const message = `Key column "${wanted.name}" ${types}; a key is never cast.`;
    return [{ code: "contract/key-type", message, hint: `${hint} In GROUP BY too.`, ...at }];
  }
  return [];
}

function nullFindings(
  contract: Contract,
  given: OutputColumn,
  wanted: ColumnModel,
  at: { readonly offset: number; readonly length: number },
): readonly OutputFinding[] {
  // Of a column whose type is not known here it is not known either whether it can be null.
  if (given.type === null || !given.nullable || wanted.nullable) return [];
  const isKey = contract.key.includes(wanted.name);
  const message = `"${wanted.name}" can be null, but ${isKey ? "it is a key column" : "the contract says NOT NULL"}.`;
  const hint = `Use COALESCE(…), or drop such rows: WHERE … IS NOT NULL${isKey ? "" : "; or remove NOT NULL"}.`;
  return [{ code: "contract/column-null", message, hint, ...at }];
}

function countFinding(contract: Contract, output: readonly OutputColumn[]): OutputFinding {
  const [given, wanted] = [output.length, contract.columns.length];
  const at = output[Math.min(given, wanted)] ?? output.at(-1) ?? { offset: 0, length: 1 };
  const message = `The SELECT gives ${count(given)}, the contract has ${count(wanted)}.`;
  const names = contract.columns.map((column) => column.name).join(", ");
  const hint = `In this order: ${names}.`;
  return { code: "contract/column-count", message, hint, offset: at.offset, length: at.length };
}

function count(columns: number): string {
  return `${columns} column${columns === 1 ? "" : "s"}`;
}

function sameType(given: OutputColumn, wanted: ColumnModel): boolean {
  return given.type !== null && assignability(given.type, wanted.type) === "same";
}

/** VARCHAR(n) and CHAR(n) become STRING without a change of value. */
function widensText(given: OutputColumn, wanted: ColumnModel): boolean {
  if (wanted.type.kind !== "VARCHAR" || given.type === null) return false;
  const { type } = given;
  return (type.kind === "VARCHAR" || type.kind === "CHAR") && type.length <= wanted.type.length;
}

/** Whether the output is a column by its own name (`total`, `t.total`, `*`), not an expression with an alias. */
function isPlainColumn(given: OutputColumn, sql: string): boolean {
  const text = sql
    .slice(given.offset, given.offset + given.length)
    .replaceAll("`", "")
    .trim();
  return text.split(".").at(-1) === given.name || text.endsWith("*");
}

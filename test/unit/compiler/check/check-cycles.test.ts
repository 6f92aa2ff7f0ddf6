import { expect, it } from "vitest";
import { orderTables, type ReadingTable } from "../../../../jobs/compiler/check/check-cycles";
import type { TableModel } from "../../../../jobs/compiler/model/table-model";

const LENGTH = 20_000;

/** Tables `t0` → `t1` → … ; the last reads what `end` names. */
function chain(end: string): readonly ReadingTable[] {
  const places = { file: "layers/dim/x.yaml", values: new Map(), keys: new Map(), texts: new Map() };
  return Array.from({ length: LENGTH }, (_, i) => {
    const model = { id: `dim.t${i}`, places, sql: "SELECT 1" } as unknown as TableModel;
    return { model, reads: [{ table: i === LENGTH - 1 ? end : `dim.t${i + 1}`, offset: 0, length: 1 }] };
  });
}

it("orders a chain that is longer than the call stack is deep", () => {
  const { ordered, diagnostics } = orderTables(chain("ods.none"));
  expect(diagnostics).toEqual([]);
  expect(ordered).toHaveLength(LENGTH);
  expect(ordered[0]?.model.id).toBe(`dim.t${LENGTH - 1}`);
  expect(ordered.at(-1)?.model.id).toBe("dim.t0");
});

it("reports a long circle once, and names its beginning only", () => {
  const { ordered, diagnostics } = orderTables(chain("dim.t0"));
  expect(ordered).toEqual([]);
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]?.message).toContain(`dim.t0 → dim.t1 → `);
  expect(diagnostics[0]?.message.endsWith(`… ${LENGTH - 12} more → dim.t0.`)).toBe(true);
});

import { type Diagnostic, errorAt, warningAt } from "../../diagnostic/diagnostic";
import { textPlace, valuePlace } from "../../model/places";
import { printSize } from "../../parse/size";
import type { StateOperator } from "../facts/query-facts";
import type { KnownModel, KnownTable, ModelCheck } from "./model-check";
import { StateEstimates } from "./state-estimate";

/** State must be bounded: by a window, a time-to-live, or a budget that the estimate keeps. */
export const STATE_CHECK: ModelCheck = {
  ids: ["state/unbounded", "state/unknown-size", "state/over-budget"],
  needsSound: true,
  run: (known) => {
    const estimates = new StateEstimates(known);
    return [...known.tables.values()].flatMap((table) => checkTable(table, known, estimates));
  },
};

function checkTable(table: KnownTable, known: KnownModel, estimates: StateEstimates): readonly Diagnostic[] {
  const { model, facts } = table;
  const operators = facts.operators.filter((operator) => !isBounded(operator, known));
  const [first] = operators;
  if (first === undefined) return [];
  const { bytes, missing } = estimates.of(table, operators);
  const budget = model.stateBudgetBytes;
  if (budget === null) {
    if ((model.stateTtlMs ?? 0) > 0) return [];
    return [unbounded(table, first, operators.length, bytes)];
  }
  const place = valuePlace(model.places, ["state", "budget"]);
  if (bytes === null) {
    const unsure = missing.filter((id) => known.tables.has(id));
    if (missing.length > 0 && unsure.length < missing.length) return [];
    const message = "The state can't be estimated, so the budget can't be checked.";
    const hint =
      unsure.length === 0
        ? 'Declare "state: { keys: … }" for the rows of this table, or a ttl in place of the budget.'
        : `Declare "state: { keys: … }" in ${unsure.join(", ")}: how many keys it holds at once.`;
    return [warningAt(place, "state/unknown-size", message, hint)];
  }
  if (bytes <= budget) return [];
  const message = `The state is estimated at ${printSize(bytes)}, the budget is ${printSize(budget)}.`;
  const hint = "Keep fewer rows (a ttl, a window), read fewer columns, or raise the budget.";
  return [errorAt(place, "state/over-budget", message, hint)];
}

/** Whether a window ends what it keeps, or the event times of both its inputs do. */
function isBounded({ keeps, times }: StateOperator, known: KnownModel): boolean {
  if (keeps.every((flow) => flow.windowed)) return true;
  const isTime = (id: string) => times.includes(known.tables.get(id)?.model.time?.column ?? "");
  return times.length > 0 && keeps.every((flow) => flow.tables.some(isTime));
}

function unbounded(
  { model }: KnownTable,
  first: StateOperator,
  count: number,
  bytes: number | null,
): Diagnostic {
  const more = count > 1 ? ` (and ${count - 1} more)` : "";
  const size = bytes === null ? "" : `, about ${printSize(bytes)} by the declared keys`;
  const message = `This ${first.what}${more} keeps its rows for ever${size}: no window, no ttl, no budget.`;
  const hint =
    'Add "state: { ttl: 90 days }", use a window, or declare how much is meant: "state: { budget: 2 GB }".';
  const place = textPlace(model.places, ["sql"], model.sql ?? "", first.offset, first.length);
  return warningAt(place, "state/unbounded", message, hint);
}

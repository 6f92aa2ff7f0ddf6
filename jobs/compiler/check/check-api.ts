import { type Diagnostic, errorAt, warningAt } from "../diagnostic/diagnostic";
import { suggestion } from "../diagnostic/nearest-name";
import type { Place } from "../diagnostic/place";
import type { ApiModel } from "../model/api-model";
import type { Model } from "../model/model";
import { keyPlace, valuePlace, type YamlPath } from "../model/places";
import { STORE_KINDS, storeKind } from "../model/store-kind";
import type { TableModel } from "../model/table-model";
import type { Column } from "../plan/column";
import { checkGrants } from "./check-grants";

/** Checks an API: its table, the system that answers, its fields and who may see what. */
export function checkApi(
  api: ApiModel,
  model: Model,
  columnsOf: (table: string) => readonly Column[] | null,
): { readonly system: string; readonly diagnostics: readonly Diagnostic[] } {
  const table = model.tables.get(api.table);
  if (table === undefined) {
    if (model.broken.tables.has(api.table)) return { system: "", diagnostics: [] };
    const known = [...model.tables.keys(), ...model.broken.tables];
    const place = valuePlace(api.places, ["table"]);
    const problem = errorAt(
      place,
      "api/unknown-table",
      `There is no table "${api.table}".`,
      suggestion(api.table, known),
    );
    return { system: "", diagnostics: [problem] };
  }
  const { system, diagnostics: systemProblems } = answeringSystem(api, table);
  const columns = columnsOf(api.table);
  const fieldProblems =
    columns === null ? [] : [...checkFields(api, columns), ...checkGrants(api, columns, model)];
  return { system, diagnostics: [...systemProblems, ...fieldProblems, ...checkLimits(api)] };
}

function answeringSystem(
  api: ApiModel,
  table: TableModel,
): { readonly system: string; readonly diagnostics: readonly Diagnostic[] } {
  const serving = table.stores.filter((system) => storeKind(system)?.servesApis === true);
  if (api.system === null) {
    const [first] = serving;
    if (first !== undefined) return { system: first, diagnostics: [] };
    const able = STORE_KINDS.filter((kind) => kind.servesApis).map((kind) => kind.system);
    const message = `"${table.id}" is in no store that answers APIs.`;
    const hint = `Add ${able.join(" or ")} to its stores.`;
    return {
      system: "",
      diagnostics: [errorAt(valuePlace(api.places, ["table"]), "api/store", message, hint)],
    };
  }
  if (serving.includes(api.system)) return { system: api.system, diagnostics: [] };
  const message = `"${table.id}" can't be answered from "${api.system}".`;
  const problem = errorAt(
    valuePlace(api.places, ["system"]),
    "api/store",
    message,
    suggestion(api.system, serving),
  );
  return { system: "", diagnostics: [problem] };
}

function checkFields(api: ApiModel, columns: readonly Column[]): readonly Diagnostic[] {
  const known = columns.map((column) => column.name);
  const uses: readonly { readonly field: string; readonly path: YamlPath }[] = [
    ...api.filters.map(({ field }) => ({ field, path: ["filters", field] })),
    ...api.order.map(({ field }, i) => ({ field, path: ["order", i] })),
  ];
  return uses.flatMap(({ field, path }) => {
    const column = columns.find((one) => one.name === field);
    const hidden =
      column?.classification === "pii" && api.grants.some((grant) => grant.columns?.includes(field) !== true);
    if (column !== undefined && !hidden) return [];
    const place = path[0] === "filters" ? keyPlace(api.places, path) : orderPlace(api, path);
    if (column === undefined) {
      return [
        errorAt(
          place,
          "api/unknown-field",
          `"${api.table}" has no column "${field}".`,
          suggestion(field, known),
        ),
      ];
    }
    const message = `"${field}" is pii: to filter or order by it tells its values.`;
    return [errorAt(place, "api/pii", message, "Name it in the columns of every grant, or leave it out.")];
  });
}

/** Of a field of the order; a single one may stand there without a list. */
function orderPlace({ places }: ApiModel, path: YamlPath): Place {
  return valuePlace(places, places.values.has("/order/0") ? path : ["order"]);
}

function checkLimits(api: ApiModel): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  if (api.limit.default > api.limit.max) {
    const message = `The default limit ${api.limit.default} is above the largest, ${api.limit.max}.`;
    problems.push(errorAt(valuePlace(api.places, ["limit"]), "api/limit", message));
  }
  if (api.timeoutMs < 1) {
    problems.push(
      errorAt(valuePlace(api.places, ["timeout"]), "api/timeout", "The timeout must be longer than nothing."),
    );
  }
  if (api.grants.length === 0) {
    const hint = 'Add "grants: { <consumer>: {} }".';
    problems.push(
      warningAt(valuePlace(api.places, ["grants"]), "api/no-grants", "Nobody may call this API.", hint),
    );
  }
  return problems;
}

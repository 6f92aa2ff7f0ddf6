import { type CompileMemory, NO_MEMORY } from "../cache/compile-memory";
import type { Diagnostic } from "../diagnostic/diagnostic";
import { tableLineage } from "../lineage/table-lineage";
import type { Model } from "../model/model";
import type { TableModel } from "../model/table-model";
import type { Column } from "../plan/column";
import type { Catalog } from "../sql/analyze/catalog";
import { capturedContract } from "./captured-contract";
import { checkApi } from "./check-api";
import { orderTables } from "./check-cycles";
import { checkStateTtl, checkTopicNames } from "./check-names";
import { type CheckedQuery, checkQuery } from "./check-query";
import { checkSources } from "./check-source";
import { checkTable } from "./check-table";
import type { CheckedModel, CheckedTable } from "./checked-model";
import { classifiedColumns } from "./classify";
import type { Contract } from "./contract";
import { NO_FACTS } from "./facts/query-facts";
import { MODEL_CHECKS } from "./model-checks/all-model-checks";
import type { KnownTable } from "./model-checks/model-check";

const CAPTURED: CheckedQuery = { reads: [], columns: [], casts: [], facts: NO_FACTS, diagnostics: [] };

/** Checks the model as a whole. All that is wrong is in `diagnostics`; `checked` can be used when none is an error. */
export function checkModel(
  model: Model,
  memory: CompileMemory = NO_MEMORY,
): {
  readonly checked: CheckedModel;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [...checkSources(model)];
  const contracts = new Map<string, Contract>();
  for (const table of model.tables.values()) {
    const { contract, diagnostics: problems } = contractOf(table, model);
    diagnostics.push(...problems);
    if (contract === null) continue;
    contracts.set(table.id, contract);
    diagnostics.push(...checkTable(table, contract));
  }

  const catalog = catalogOf(contracts, model);
  const queried = [...contracts].flatMap(([id, contract]) => {
    const table = model.tables.get(id);
    if (table === undefined) return [];
    const query =
      table.sql === null
        ? CAPTURED
        : memory.queried(table, model, catalog, (seen) => checkQuery(table, contract, model, seen));
    diagnostics.push(...query.diagnostics);
    // A read that the layers forbid is said already: what it leads to is no finding of its own.
    const reads = query.reads.filter((read) => mayRead(table, read.table));
    return [{ model: table, contract, query, reads }];
  });

  const { ordered, diagnostics: circles } = orderTables(queried);
  diagnostics.push(...circles, ...checkTopicNames(model), ...checkStateTtl(model));
  const known = new Map(
    ordered.map(({ model: table, contract, query }): [string, KnownTable] => {
      const reads = [...new Set(query.reads.map((read) => read.table))];
      return [table.id, { model: table, contract, reads, facts: query.facts }];
    }),
  );
  const { broken } = model;
  const read = broken.tables.size + broken.apis.size === 0;
  const sound = read && !diagnostics.some((one) => one.severity === "error");
  const checks = MODEL_CHECKS.filter((check) => sound || !check.needsSound);
  diagnostics.push(...checks.flatMap((check) => check.run({ model, tables: known })));
  const tables = new Map<string, CheckedTable>();
  for (const { model: table, contract, query } of ordered) {
    const columns = classifiedColumns(
      contract,
      query.columns,
      (id, name) => tables.get(id)?.columns.find((column) => column.name === name)?.classification,
    );
    const reads = [...new Set(query.reads.map((read) => read.table))].sort();
    const lineage = tableLineage(contract, table, query.columns);
    tables.set(table.id, { model: table, contract, columns, reads, lineage, casts: query.casts });
  }

  const columnsOf = (id: string): readonly Column[] | null => {
    const contract = contracts.get(id);
    if (contract === undefined) return null;
    return tables.get(id)?.columns ?? classifiedColumns(contract, [], () => undefined);
  };
  const apis = [...model.apis.values()].map((api) => {
    const { system, diagnostics: problems } = checkApi(api, model, columnsOf);
    diagnostics.push(...problems);
    return { model: api, system };
  });
  const checked: CheckedModel = {
    warehouse: model.warehouse,
    sources: [...model.sources.values()],
    tables: [...tables.values()],
    apis,
    consumers: [...model.consumers.values()],
  };
  return { checked, diagnostics };
}

function mayRead(table: TableModel, id: string): boolean {
  return table.layer.mayRead.includes(id.split(".")[0] ?? "");
}

function contractOf(
  table: TableModel,
  model: Model,
): { readonly contract: Contract | null; readonly diagnostics: readonly Diagnostic[] } {
  if (table.source !== null) return capturedContract(table, model);
  return { contract: { columns: table.columns ?? [], key: table.key ?? [] }, diagnostics: [] };
}

function catalogOf(contracts: ReadonlyMap<string, Contract>, model: Model): Catalog {
  const tables = new Map([...contracts].map(([id, contract]) => [id, { id, columns: contract.columns }]));
  const names = [...model.tables.keys(), ...model.broken.tables].sort();
  return { table: (name) => tables.get(name), names: () => names };
}

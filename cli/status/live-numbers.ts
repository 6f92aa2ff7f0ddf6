import { withPostgres } from "../../components/hologres/table/postgres-database";
import type { LocalSettings } from "../../components/platform/local/local-settings";
import { readSecret } from "../../components/process/secrets";
import { qualifiedName } from "../../components/relational/dialect";
import { postgresDialect } from "../../components/relational/postgres-dialect";
import type { ApiNode } from "../../jobs/compiler/plan/api-node";
import type { Plan } from "../../jobs/compiler/plan/plan";
import { bytesText } from "../output/duration";
import { textTable } from "../output/text-table";
import { processParts } from "./process-parts";
import { storeParts } from "./store-parts";

const REQUEST_MS = 3000;
const SHOWN_ROWS = 5;
const FIRST_ROWS_MS = 20_000;
const POLL_MS = 250;
const STEADY_GROWTH = 1.01;

/** The end of `strata up`: store tables with their rows, an answer of the first API, its address and a way to call it. */
export async function liveNumbers(plan: Plan, settings: LocalSettings): Promise<string> {
  await waitForRows(plan, settings);
  const [stores, processes, api] = await Promise.all([
    storeParts(plan, settings),
    processParts(settings),
    apiText(plan, settings),
  ]);
  const memory = processes.reduce((sum, part) => sum + (part.memory ?? 0), 0);
  const tables = textTable(
    ["table", "rows", "newest"],
    stores.map((part) => [part.name, String(part.rows ?? "?"), part.detail.split("newest ")[1] ?? ""]),
  );
  return [
    tables,
    ...api,
    `memory ${bytesText(memory)} in ${processes.filter((part) => part.pid).length} processes`,
  ].join("\n\n");
}

/**
 * On the very first start the business's history is still on its way: waits until every table has rows and has grown
 * by less than a hundredth since the last look. An empty business has none, so the wait is bounded.
 */
async function waitForRows(plan: Plan, settings: LocalSettings): Promise<void> {
  if (!settings.traffic.running || plan.stores.length === 0) return;
  let before: readonly number[] = [];
  for (const end = Date.now() + FIRST_ROWS_MS; Date.now() < end; ) {
    const rows = (await storeParts(plan, settings)).map((part) => part.rows ?? 0);
    if (rows.every((count, table) => count > 0 && count <= (before[table] ?? 0) * STEADY_GROWTH)) return;
    before = rows;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** The answer of an API that can be called without filters or with one value that its table holds. */
async function apiText(plan: Plan, settings: LocalSettings): Promise<readonly string[]> {
  const url = `http://127.0.0.1:${settings.gateway.port}`;
  const call = callable(plan);
  if (call === undefined) return [`API ${url} (no consumer may call an API yet)`];
  const { api, consumer } = call;
  const keyFile = `.strata/${settings.stackFolder.split("/").at(-1)}/secrets/consumers/${consumer}`;
  const query = await exampleQuery(api, settings);
  const curl = `curl -H "authorization: Bearer $(cat ${keyFile})" "${url}/v1/${api.name}${query}"`;
  const lines = [
    `API      ${url}  (OpenAPI: ${url}/openapi.json, metrics: ${url}/metrics)\nexample  ${curl}`,
  ];
  const rows = await rowsOf(
    `${url}/v1/${api.name}${query}`,
    readSecret(settings.secretsDir, `consumers/${consumer}`),
  );
  if (rows.length === 0) return lines;
  const fields = Object.keys(rows[0] ?? {});
  const shown = rows.slice(0, SHOWN_ROWS).map((row) => fields.map((field) => String(row[field] ?? "")));
  return [textTable(fields, shown), ...lines];
}

function callable(plan: Plan): { readonly api: ApiNode; readonly consumer: string } | undefined {
  for (const api of plan.apis) {
    const consumer = api.grants[0]?.consumer;
    if (consumer !== undefined) return { api, consumer };
  }
  return undefined;
}

/** A value for every filter that a call must give: the one that most rows have. */
async function exampleQuery(api: ApiNode, settings: LocalSettings): Promise<string> {
  const required = api.filters.filter((filter) => filter.required).map((filter) => filter.field);
  if (required.length === 0) return "";
  const fields = required.map(postgresDialect.quote).join(", ");
  const row = await withPostgres(settings.hologres, async (client) => {
    const relation = qualifiedName(postgresDialect, api.relation);
    const { rows } = await client.query<Readonly<Record<string, unknown>>>(
      `SELECT ${fields} FROM ${relation} GROUP BY ${fields} ORDER BY COUNT(*) DESC LIMIT 1`,
    );
    return rows[0];
  });
  return `?${required.map((field) => `${field}=${encodeURIComponent(String(row?.[field] ?? ""))}`).join("&")}`;
}

async function rowsOf(url: string, key: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(REQUEST_MS),
      headers: { authorization: `Bearer ${key}`, connection: "close" },
    });
    if (!response.ok) return [];
    const { data } = (await response.json()) as {
      readonly data: readonly Readonly<Record<string, unknown>>[];
    };
    return data;
  } catch {
    // The address and the example are shown anyway; `strata status` says what is wrong.
    return [];
  }
}

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyAccounts, asOwner } from "../../../components/hologres/local/postgres-accounts";
import { postgresProcess } from "../../../components/hologres/local/server";
import { gatewayProcess } from "../../../components/oneservice/gateway-handler";
import { inspectProcess } from "../../../components/process/inspect-process";
import type { Progress } from "../../../components/process/process-spec";
import { projectRoot } from "../../../components/process/project-root";
import { startProcess } from "../../../components/process/start-process";
import { stopProcess } from "../../../components/process/stop-process";
import type { OperationContext } from "../../../components/provider/operation-context";
import type { CatalogueApi } from "../../../services/oneservice/catalogue";

export const PORTS = { gateway: 24_010, postgres: 24_011 } as const;

/** A stack of its own in a temporary folder: PostgreSQL and the gateway. */
export interface GatewayStack {
  readonly folder: string;
  readonly address: string;
  readonly context: OperationContext;
  readonly warnings: string[];
  startGateway(): Promise<number>;
  startPostgres(): Promise<number>;
  pid(engine: string): number;
  sql(statement: string): Promise<void>;
  key(consumer: string): string;
  get(path: string, key?: string): Promise<{ status: number; headers: Headers; body: Answer; text: string }>;
  stop(): Promise<void>;
}

/** The JSON of an answer, as far as tests look into it. */
export interface Answer {
  readonly data?: readonly Record<string, unknown>[];
  readonly meta?: { readonly rows: number; readonly limit: number; readonly next: string | null };
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly parameter?: string;
    readonly hint?: string;
  };
  readonly paths?: Record<string, unknown>;
  readonly status?: string;
}

/** Makes the compiled services current, as `npm run up` does. */
export function buildServices(): void {
  const { build } = createRequire(__filename)("../../../cli/bin/strata-build") as {
    build(root: string): unknown;
  };
  build(projectRoot());
}

/** What an operation of the provider is told, without anybody to tell it to. */
export function quietContext(warnings: string[] = []): OperationContext & Progress {
  return {
    urn: "urn:test",
    signal: new AbortController().signal,
    status: () => undefined,
    info: () => undefined,
    warn: (message) => warnings.push(message),
  };
}

export async function startStack(): Promise<GatewayStack> {
  buildServices();
  const folder = mkdtempSync(join(tmpdir(), "strata-gateway-"));
  const secrets = join(folder, "secrets");
  const warnings: string[] = [];
  const context = quietContext(warnings);
  const address = `127.0.0.1:${PORTS.gateway}`;
  const postgres = postgresProcess({
    stackFolder: folder,
    running: true,
    port: PORTS.postgres,
    sharedBuffers: 16,
  });
  const gateway = gatewayProcess({
    stackFolder: folder,
    running: true,
    port: PORTS.gateway,
    postgres: { host: "127.0.0.1", port: PORTS.postgres, database: "warehouse" },
  });
  const stack: GatewayStack = {
    folder,
    address,
    context,
    warnings,
    startGateway: async () => (await startProcess(gateway, context)).pid,
    startPostgres: async () => (await startProcess(postgres, context)).pid,
    pid: (engine) => inspectProcess(folder, engine)?.pid ?? 0,
    sql: (statement) =>
      asOwner(PORTS.postgres, secrets, "warehouse", async (client) => {
        await client.query(statement);
      }),
    key: (consumer) => readFileSync(join(secrets, "consumers", consumer), "utf8").trim(),
    async get(path, key) {
      const answer = await fetch(
        `http://${address}${path}`,
        key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } },
      );
      const text = await answer.text();
      const json = answer.headers.get("content-type")?.startsWith("application/json") ?? false;
      return {
        status: answer.status,
        headers: answer.headers,
        text,
        body: json ? (JSON.parse(text) as Answer) : {},
      };
    },
    async stop() {
      await stopProcess(folder, "oneservice", context);
      await stopProcess(folder, "postgres", context, { signal: "SIGINT" });
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await stack.startPostgres();
    await applyAccounts(PORTS.postgres, secrets);
    await stack.sql(TABLES);
    await stack.startGateway();
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return stack;
}

const TABLES = `
  CREATE SCHEMA dwa;
  CREATE TABLE dwa.borough_minute (borough text NOT NULL, minute timestamp(3) NOT NULL, trips bigint NOT NULL, revenue numeric(18, 2), phone text, PRIMARY KEY (borough, minute));
  INSERT INTO dwa.borough_minute
    SELECT b, timestamp '2019-03-01' + m * interval '1 minute', m, m + 0.10, '+1-555-' || m
    FROM unnest(ARRAY['Bronx', 'Brooklyn', 'Manhattan', 'Queens']) AS b, generate_series(0, 1499) AS m;
  INSERT INTO dwa.borough_minute VALUES ('Edge', '2019-03-01 00:00:00.5', 9223372036854775807, 9999999999999999.99, NULL), ('O''Brien, "x"', '2019-03-02', -1, NULL, NULL);
  CREATE VIEW export.dwa_borough_minute AS SELECT * FROM dwa.borough_minute;
  CREATE VIEW export.slow AS SELECT 'x'::text AS name, pg_sleep(30)::text AS slept;
`;

const column = (name: string, type: string, extra: Partial<CatalogueApi["fields"][number]> = {}) =>
  ({ name, type, nullable: false, doc: "", classification: "internal", ...extra }) as const;

/** The API under test; tests change parts of it. */
export const BOROUGH_MINUTE: CatalogueApi = {
  id: "api_5gk2q8zr41cd",
  name: "borough_minute",
  doc: "Live trips of a borough.",
  owner: "growth",
  table: "dwa.borough_minute",
  system: "hologres",
  relation: { schema: "export", name: "dwa_borough_minute" },
  fields: [
    column("borough", "STRING"),
    column("minute", "TIMESTAMP(3)"),
    column("trips", "BIGINT"),
    column("revenue", "DECIMAL(18, 2)", { nullable: true }),
    column("phone", "STRING", { nullable: true, classification: "pii" }),
  ],
  filters: [
    { field: "borough", operators: ["eq", "in"], required: true },
    { field: "minute", operators: ["eq", "gte", "gt", "lte", "lt"], required: false },
    { field: "trips", operators: ["eq", "gte"], required: false },
    { field: "revenue", operators: ["gte"], required: false },
  ],
  order: [{ field: "minute", direction: "desc" }],
  key: ["borough", "minute"],
  limit: { default: 60, max: 1_000 },
  timeoutMs: 2_000,
  ratePerMinute: 1_000_000,
  grants: [
    { consumer: "dashboard", columns: null, rows: {} },
    { consumer: "queens", columns: ["borough", "minute", "trips", "phone"], rows: { borough: ["Queens"] } },
  ],
};

/** An API whose every row takes longer than its time-out. */
export const SLOW: CatalogueApi = {
  ...BOROUGH_MINUTE,
  id: "api_slow00000000",
  name: "slow",
  relation: { schema: "export", name: "slow" },
  fields: [column("name", "STRING"), column("slept", "STRING")],
  filters: [],
  order: [],
  key: ["name"],
  timeoutMs: 300,
  grants: [{ consumer: "dashboard", columns: null, rows: {} }],
};

/** An API with three requests a minute. */
export const RARE: CatalogueApi = {
  ...BOROUGH_MINUTE,
  id: "api_rare00000000",
  name: "rare",
  ratePerMinute: 3,
};

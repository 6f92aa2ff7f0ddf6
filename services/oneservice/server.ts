import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { ApiView } from "./api-view";
import type { Catalogue } from "./catalogue";
import type { FinishedRequest, GatewayMetrics } from "./gateway-metrics";
import { queryParameters } from "./query-parameters";
import { RequestError } from "./request-error";
import { dataRoute } from "./routes/data-route";
import { managementRoutes } from "./routes/management-routes";
import { openapiRoute } from "./routes/openapi-route";
import { operationRoutes } from "./routes/operation-routes";
import type { RoutingTable } from "./routing-table";
import type { Store } from "./store";

/** What the routes share. */
export interface Gateway {
  /** The table that new requests begin with; replaced as a whole. */
  routes: RoutingTable | null;
  /** Why there is no table although there should be one; null when all is well. */
  fault: string | null;
  readonly store: Pick<Store, "read" | "check">;
  readonly metrics: GatewayMetrics;
  readonly accessLog: { write(request: FinishedRequest): void };
  readonly managementToken: string;
  /** Keeps a catalogue for the next start. */
  save(catalogue: Catalogue): void;
  warn(message: string): void;
}

/** What is known of a request while it is answered. */
export interface Call {
  readonly started: bigint;
  /** The table that the request began with. */
  readonly routes: RoutingTable | null;
  parameters: ReadonlyMap<string, string>;
  api: string;
  consumer: string;
  view: ApiView | null;
  rows: number;
}

declare module "fastify" {
  interface FastifyRequest {
    call: Call;
  }
}

const MAX_URL = 8_192;

/** The gateway's HTTP server, not yet listening. */
export async function gatewayServer(gateway: Gateway): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: 16_384,
    requestTimeout: 10_000,
    keepAliveTimeout: 30_000,
    forceCloseConnections: "idle",
    return503OnClosing: false,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 128, querystringParser: () => ({}) },
    clientErrorHandler(error, socket) {
      if (!socket.writable) return;
      const status =
        error.code === "HPE_HEADER_OVERFLOW" ? "431 Request Header Fields Too Large" : "400 Bad Request";
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    },
  });
  app.decorateRequest("call");
  app.addHook("onRequest", async (request) => {
    request.call = {
      started: process.hrtime.bigint(),
      routes: gateway.routes,
      parameters: new Map(),
      api: "-",
      consumer: "-",
      view: null,
      rows: 0,
    };
    gateway.metrics.inFlight.inc();
    if ((request.raw.url ?? "").length > MAX_URL)
      throw new RequestError(414, "url_too_long", `The URL is longer than ${MAX_URL} characters.`);
    request.call.parameters = queryParameters(request.raw.url ?? "");
  });
  let closing = false;
  app.addHook("preClose", async () => {
    closing = true;
  });
  app.addHook("onSend", async (_request, reply) => {
    // A connection that stayed open would hold up the end.
    if (closing) reply.header("connection", "close");
  });
  app.addHook("onResponse", async (request, reply) => finish(gateway, request, reply));
  app.addHook("onRequestAbort", async (request) => {
    gateway.warn(`caller went away from ${request.call?.api ?? "-"}`);
  });
  app.setErrorHandler((error, _request, reply) => answerError(gateway, error, reply));
  app.setNotFoundHandler((_request, reply) =>
    answerError(
      gateway,
      new RequestError(404, "not_found", "There is nothing here.", {
        hint: "GET /openapi.json lists the APIs that your key may read.",
      }),
      reply,
    ),
  );
  await app.register(helmet, { global: true });
  await app.register(rateLimit, { global: false, cache: 10_000 });
  dataRoute(app, gateway);
  openapiRoute(app, gateway);
  managementRoutes(app, gateway);
  operationRoutes(app, gateway);
  return app;
}

/** Milliseconds since the request's head was read. */
export function elapsed(call: Call): number {
  return Number(process.hrtime.bigint() - call.started) / 1e6;
}

/** Names the consumer of a request by its key; throws RequestError (401) without a valid one. */
export function authenticate(request: FastifyRequest): string {
  const key = bearer(request.headers.authorization);
  const consumer = key === null ? null : (request.call.routes?.authenticate(key) ?? null);
  if (consumer === null)
    throw new RequestError(401, "unauthorised", "A valid key is needed.", {
      hint: "Send the header Authorization: Bearer <key>.",
    });
  request.call.consumer = consumer;
  return consumer;
}

/** The token of an `Authorization: Bearer` header, or null. */
export function bearer(header: string | undefined): string | null {
  return /^Bearer +([^\s]{1,512})$/i.exec(header ?? "")?.[1] ?? null;
}

function finish(gateway: Gateway, request: FastifyRequest, reply: FastifyReply): void {
  gateway.metrics.inFlight.dec();
  const { call } = request;
  // The gateway's own upkeep (health, metrics, catalogue) is no use of the warehouse.
  if (request.routeOptions.config.upkeep === true) return;
  const finished: FinishedRequest = {
    api: call.api,
    consumer: call.consumer,
    ip: request.ip,
    status: reply.statusCode,
    milliseconds: elapsed(call),
    rows: call.rows,
    parameters: [...call.parameters.keys()],
  };
  gateway.metrics.record(finished);
  gateway.accessLog.write(finished);
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** Neither counted nor logged as a request for data. */
    upkeep?: boolean;
  }
}

function answerError(gateway: Gateway, error: unknown, reply: FastifyReply): FastifyReply {
  const known = error instanceof RequestError ? error : fromFramework(gateway, error);
  if (known.status === 401) reply.header("www-authenticate", "Bearer");
  if (known.detail.retryAfterSeconds !== undefined)
    reply.header("retry-after", String(known.detail.retryAfterSeconds));
  return reply
    .code(known.status)
    .header("cache-control", "no-store")
    .type("application/json")
    .send(JSON.stringify(known.body()));
}

function fromFramework(gateway: Gateway, error: unknown): RequestError {
  const status =
    error instanceof Error && "statusCode" in error && typeof error.statusCode === "number"
      ? error.statusCode
      : 500;
  if (status >= 400 && status < 500 && error instanceof Error)
    return new RequestError(status, "bad_request", error.message);
  gateway.warn(`unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return new RequestError(500, "internal", "The gateway failed on this request; its log says why.");
}

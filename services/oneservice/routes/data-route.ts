import type { FastifyInstance, FastifyRequest } from "fastify";
import { buildQuery } from "../api-query";
import { readRequest } from "../api-request";
import type { ApiView } from "../api-view";
import { encodeCursor } from "../cursor";
import { RequestError } from "../request-error";
import { rowsToJson } from "../row-json";
import { authenticate, elapsed, type Gateway } from "../server";

/** `GET /v1/{name or id}`: rows of one API. */
export function dataRoute(app: FastifyInstance, gateway: Gateway): void {
  const limited = app.rateLimit({
    timeWindow: 60_000,
    hook: "preHandler",
    keyGenerator: (request) => `${request.call.consumer}\n${request.call.api}`,
    max: (request) => request.call.view?.api.ratePerMinute ?? 0,
    errorResponseBuilder: (request, context) =>
      new RequestError(
        429,
        "rate_limited",
        `More than ${context.max} requests a minute of ${request.call.consumer} to this API.`,
        {
          hint: `Try again in ${context.after}.`,
        },
      ),
  });
  app.get<{ Params: { api: string } }>(
    "/v1/:api",
    {
      onRequest: async (request) => admit(request, request.params.api),
      preHandler: limited,
    },
    async (request, reply) => {
      const { call } = request;
      const view = call.view;
      if (view === null) throw new RequestError(404, "not_found", "There is no such API.");
      const asked = readRequest(view, call.parameters, gateway.managementToken);
      const query = buildQuery(view, asked);
      const asking = process.hrtime.bigint();
      const rows = await gateway.store.read(query, view.api.timeoutMs);
      const storeMs = Number(process.hrtime.bigint() - asking) / 1e6;
      const page = rows.slice(0, asked.limit);
      const last = page.at(-1);
      const next =
        asked.cursorScope === null || last === undefined || rows.length <= asked.limit
          ? null
          : encodeCursor(
              gateway.managementToken,
              asked.cursorScope,
              query.orderAt.map((i) => last[i] ?? null),
            );
      call.rows = page.length;
      const meta = { rows: page.length, limit: asked.limit, next };
      const body = `{"data":${rowsToJson(query.fields, page)},"meta":${JSON.stringify(meta)}}`;
      return reply
        .header("cache-control", "no-store")
        .header("server-timing", `store;dur=${storeMs.toFixed(2)}, total;dur=${elapsed(call).toFixed(2)}`)
        .type("application/json")
        .send(body);
    },
  );
  app.addHook("onSend", async (request, reply) => {
    if (request.call?.view) reply.header("x-api-id", request.call.view.api.id);
  });
}

function admit(request: FastifyRequest, handle: string): void {
  const consumer = authenticate(request);
  const api = request.call.routes?.apis.get(handle);
  if (api === undefined)
    throw new RequestError(404, "unknown_api", "There is no such API.", {
      hint: "GET /openapi.json lists the APIs that your key may read.",
    });
  request.call.api = api.id;
  const view: ApiView | null = request.call.routes?.view(api, consumer) ?? null;
  if (view === null)
    throw new RequestError(403, "no_grant", `${consumer} has no grant for the API ${api.name}.`, {
      hint: `Ask its owner, ${api.owner}.`,
    });
  request.call.view = view;
}

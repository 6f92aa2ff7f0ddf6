import type { FastifyInstance } from "fastify";
import { openapiDocument } from "../openapi";
import { authenticate, type Gateway } from "../server";

/** `GET /openapi.json`: the APIs that the caller's key may read. */
export function openapiRoute(app: FastifyInstance, _gateway: Gateway): void {
  app.get("/openapi.json", async (request, reply) => {
    const consumer = authenticate(request);
    const document = openapiDocument(request.call.routes?.viewsOf(consumer) ?? []);
    return reply.header("cache-control", "no-store").type("application/json").send(JSON.stringify(document));
  });
}

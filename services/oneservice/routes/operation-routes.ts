import type { FastifyInstance } from "fastify";
import type { Gateway } from "../server";

/** `GET /live` (the process), `GET /health` (with store and catalogue) and `GET /metrics` (Prometheus); without a key. */
export function operationRoutes(app: FastifyInstance, gateway: Gateway): void {
  app.get("/live", { config: { upkeep: true } }, async () => ({ status: "ok" }));
  app.get("/health", { config: { upkeep: true } }, async (_request, reply) => {
    const store = await gateway.store.check();
    const healthy = store === null && gateway.fault === null;
    return reply
      .code(healthy ? 200 : 503)
      .header("cache-control", "no-store")
      .send({
        status: healthy ? "ok" : "degraded",
        store: store ?? "ok",
        catalogue: { digest: gateway.routes?.digest ?? null, fault: gateway.fault },
        uptimeSeconds: Math.round(process.uptime()),
      });
  });
  app.get("/metrics", { config: { upkeep: true } }, async (_request, reply) =>
    reply.type(gateway.metrics.registry.contentType).send(await gateway.metrics.registry.metrics()),
  );
}

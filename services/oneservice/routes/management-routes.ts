import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { ZodError } from "zod";
import { parseCatalogue } from "../catalogue";
import { RequestError } from "../request-error";
import { routingTable } from "../routing-table";
import { bearer, type Gateway } from "../server";

const MAX_CATALOGUE_BYTES = 16 * 1024 * 1024;
const MAX_FAULTS = 20;

/** `GET` and `PUT /-/catalogue`, for the holder of the management token: what is served now, and its replacement. */
export function managementRoutes(app: FastifyInstance, gateway: Gateway): void {
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    const token = bearer(request.headers.authorization);
    if (token === null || !equal(token, gateway.managementToken))
      throw new RequestError(401, "unauthorised", "The management token is needed.");
  };
  app.get("/-/catalogue", { onRequest, config: { upkeep: true } }, async () => ({
    digest: gateway.routes?.digest ?? null,
    fault: gateway.fault,
  }));
  app.put(
    "/-/catalogue",
    { onRequest, bodyLimit: MAX_CATALOGUE_BYTES, config: { upkeep: true } },
    async (request) => {
      const catalogue = checked(request.body);
      const next = routingTable(catalogue);
      if (next.digest !== gateway.routes?.digest) {
        gateway.save(catalogue);
        gateway.routes = next;
        gateway.metrics.swapped();
      }
      gateway.fault = null;
      return { digest: next.digest };
    },
  );
}

function checked(body: unknown): ReturnType<typeof parseCatalogue> {
  try {
    return parseCatalogue(body);
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const faults = error.issues
      .slice(0, MAX_FAULTS)
      .map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new RequestError(
      400,
      "invalid_catalogue",
      `The catalogue is refused, the one before stays in service. ${faults.join("; ")}`,
    );
  }
}

function equal(a: string, b: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}

import { z } from "zod";

/** What the gateway process is started with, as one JSON argument. It names secrets and holds none. */
export const gatewayConfigSchema = z.strictObject({
  /** Port on 127.0.0.1. */
  port: z.int().min(1).max(65_535),
  /** `.strata/<stack>`: catalogue, access log and secrets are below it. */
  stackFolder: z.string().min(1),
  postgres: z.strictObject({
    host: z.string().min(1),
    port: z.int().min(1).max(65_535),
    database: z.string().min(1),
    user: z.string().min(1).default("oneservice"),
    secret: z.string().min(1).default("hologres/oneservice"),
    /** Connections at the most. */
    connections: z.int().min(1).max(100).default(8),
  }),
});

export type GatewayConfig = z.output<typeof gatewayConfigSchema>;

import { z } from "zod";

/** The business database as the traffic's own user reaches it. */
export const trafficDatabaseSchema = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  database: z.string().min(1),
  user: z.string().min(1).default("traffic"),
  secret: z.string().min(1).default("rds/traffic"),
});

/** What the traffic process is started with, as one JSON argument. It names its secret and holds none. */
export const trafficConfigSchema = z.strictObject({
  /** `.strata/<stack>`. */
  stackFolder: z.string().min(1),
  mysql: trafficDatabaseSchema,
  /** Seconds of the business that pass in one real second. */
  speed: z.number().positive().max(1_000_000),
  /** Days of the sample that are loaded at once on the very first start. */
  preloadDays: z.number().min(0).max(31),
});

export type TrafficDatabase = z.output<typeof trafficDatabaseSchema>;
export type TrafficConfig = z.output<typeof trafficConfigSchema>;

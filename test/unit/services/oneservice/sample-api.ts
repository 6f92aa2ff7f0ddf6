import type { CatalogueApi } from "../../../../services/oneservice/catalogue";

const column = (name: string, type: string, extra: Partial<CatalogueApi["fields"][number]> = {}) =>
  ({ name, type, nullable: false, doc: `The ${name}`, classification: "internal", ...extra }) as const;

/** An API with a field of each kind, an odd name among them. */
export const SAMPLE_API: CatalogueApi = {
  id: "api_5gk2q8zr41cd",
  name: "sample",
  doc: "Everything.",
  owner: "growth",
  table: "dwa.sample",
  system: "hologres",
  relation: { schema: "export", name: 'odd"; DROP' },
  fields: [
    column("borough", "STRING"),
    column("minute", "TIMESTAMP(3)", { nullable: true }),
    column("trips", "BIGINT"),
    column("revenue", "DECIMAL(18, 2)", { nullable: true }),
    column("share", "DOUBLE"),
    column("day", "DATE"),
    column("clock", "TIME(0)"),
    column("open", "BOOLEAN"),
    column("seen", "TIMESTAMP_LTZ(3)"),
    column("limit", "INT"),
    column('we"ird', "VARCHAR(5)"),
    column("tags", "ARRAY<STRING>"),
    column("phone", "STRING", { classification: "pii" }),
  ],
  filters: [
    ...["trips", "revenue", "share", "day", "clock", "open", "seen", "limit", 'we"ird', "phone"].map(
      (field) => ({ field, operators: ["eq", "in", "gte", "gt", "lte", "lt"], required: false }) as const,
    ),
    { field: "borough", operators: ["eq", "in"], required: true },
    { field: "minute", operators: ["gte", "lt"], required: false },
  ],
  order: [{ field: "minute", direction: "desc" }],
  key: ["borough", "minute"],
  limit: { default: 10, max: 100 },
  timeoutMs: 1_000,
  ratePerMinute: 60,
  grants: [
    { consumer: "all", columns: null, rows: {} },
    { consumer: "some", columns: ["borough", "phone"], rows: { borough: ["Queens", "Bronx"] } },
    { consumer: "keyless", columns: ["minute", "trips"], rows: {} },
  ],
};

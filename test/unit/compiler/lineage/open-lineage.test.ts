import { describe, expect, it } from "vitest";
import { z } from "zod";
import { columnGraph } from "../../../../jobs/compiler/lineage/column-graph";
import { openLineageEvents } from "../../../../jobs/compiler/lineage/open-lineage";
import { partGraph } from "../../../../jobs/compiler/lineage/part-graph";
import { planOf } from "../fixtures/warehouse";

/** What OpenLineage 2-0-2 asks of a JobEvent and of the facets that are written here, put down by hand from its specification. */
const uri = z.string().refine((text) => URL.canParse(text), "not a URI");
const facet = (name: string, version: string) => ({
  _producer: uri,
  _schemaURL: z.literal(`https://openlineage.io/spec/facets/${version}/${name}.json#/$defs/${name}`),
});
const inputField = z.looseObject({
  namespace: z.string(),
  name: z.string(),
  field: z.string(),
  transformations: z.array(z.looseObject({ type: z.enum(["DIRECT", "INDIRECT"]) })).optional(),
});
const dataset = z.strictObject({
  namespace: z.string(),
  name: z.string(),
  facets: z.strictObject({
    schema: z.strictObject({
      ...facet("SchemaDatasetFacet", "1-2-0"),
      fields: z.array(z.strictObject({ name: z.string(), type: z.string() })),
    }),
    columnLineage: z
      .strictObject({
        ...facet("ColumnLineageDatasetFacet", "1-2-0"),
        fields: z.record(z.string(), z.looseObject({ inputFields: z.array(inputField) })),
      })
      .optional(),
  }),
});
const jobEvent = z.strictObject({
  eventTime: z.iso.datetime(),
  producer: uri,
  schemaURL: z.literal("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent"),
  job: z.strictObject({
    namespace: z.string(),
    name: z.string(),
    facets: z.strictObject({
      sql: z
        .strictObject({ ...facet("SQLJobFacet", "1-1-0"), query: z.string(), dialect: z.string() })
        .optional(),
      ownership: z
        .strictObject({
          ...facet("OwnershipJobFacet", "1-0-1"),
          owners: z.array(z.strictObject({ name: z.string() })),
        })
        .optional(),
    }),
  }),
  inputs: z.array(dataset),
  outputs: z.array(dataset),
});

const plan = planOf();
const [columns, parts] = [columnGraph(plan), partGraph(plan)];
const all = new Set(parts.nodes.keys());
const events = openLineageEvents(plan, columns, parts, all, "2026-01-02T03:04:05.000Z");

describe("OpenLineage", () => {
  it("takes every event", () => {
    for (const event of events) expect(jobEvent.safeParse(event).error?.issues ?? []).toEqual([]);
    const [{ job: _job, ...broken }] = events as [(typeof events)[number]];
    expect(jobEvent.safeParse(broken).success).toBe(false);
  });

  it("hears of every table, store and API that something flows into, once", () => {
    const targets = plan.tables.length + plan.stores.length + plan.apis.length;
    expect(events).toHaveLength(targets);
    expect(new Set(events.map(({ job }) => job.name)).size).toBe(targets);
  });

  it("hears where each column comes from", () => {
    const [event] = openLineageEvents(
      plan,
      columns,
      parts,
      new Set(["dwa.borough_minute"]),
      "2026-01-02T03:04:05Z",
    );
    expect(event?.job.name).toBe("trip.dwa.borough_minute");
    expect(event?.inputs.map(({ name }) => name)).toEqual(["dwf.trip"]);
    expect(event?.outputs[0]?.facets.columnLineage).toMatchObject({
      fields: {
        revenue: {
          inputFields: [
            {
              namespace: "strata://rides",
              name: "dwf.trip",
              field: "total",
              transformations: [{ type: "DIRECT" }],
            },
          ],
        },
        trips: { inputFields: [] },
      },
    });
  });

  it("hears only of inputs and fields that its datasets have", () => {
    for (const { inputs, outputs } of events) {
      const names = inputs.map(({ name }) => name);
      const { columnLineage } = dataset.parse(outputs[0]).facets;
      for (const { inputFields } of Object.values(columnLineage?.fields ?? {}))
        for (const { name, field } of inputFields) {
          expect(names).toContain(name);
          const input = dataset.parse(inputs.find((one) => one.name === name));
          expect(input.facets.schema.fields.map((one) => one.name)).toContain(field);
        }
    }
  });
});

import { describe, expect, it } from "vitest";
import { columnGraph } from "../../../../jobs/compiler/lineage/column-graph";
import { findNode } from "../../../../jobs/compiler/lineage/find-node";
import { partGraph } from "../../../../jobs/compiler/lineage/part-graph";
import { printMermaid } from "../../../../jobs/compiler/lineage/print-mermaid";
import { printTree } from "../../../../jobs/compiler/lineage/print-tree";
import { traceLineage } from "../../../../jobs/compiler/lineage/trace-lineage";
import { planOf } from "../fixtures/warehouse";

/** Trips that are counted and sorted into kinds: the way of payment decides, and flows nowhere. */
const KINDS = `doc: x
owner: y
columns:
  kind: STRING NOT NULL
  paid: BIGINT NOT NULL
key: [kind]
sql: >-
  SELECT kind, COUNT(phone) FROM (SELECT CASE WHEN payment = 'cash' THEN 'cash' ELSE 'other' END AS kind, phone
  FROM dws.trip) AS t GROUP BY kind
`;

const plan = planOf();
const columns = columnGraph(plan);
const parts = partGraph(plan);

describe("the lineage of columns", () => {
  it("goes from the source column to the API field", () => {
    const start = "source:business.trips.total";
    const trace = traceLineage(columns, start, ["down"]);
    expect([...trace.nodes.keys()]).toContain("api:borough_minute.revenue");
    expect(printTree(trace, start, ["down"])).toBe(
      [
        "source:business.trips.total  DECIMAL(10, 2)",
        "└─ goes to",
        "   └─ ods.trips.total",
        "      └─ dws.trip.total",
        "         └─ dwf.trip.total",
        "            └─ dwa.borough_minute.revenue",
        "               ├─ adb:dwa.borough_minute.revenue",
        "               └─ hologres:dwa.borough_minute.revenue",
        "                  └─ api:borough_minute.revenue",
      ].join("\n"),
    );
  });

  it("has every column of every table, store and API as a node, and edges only between them", () => {
    const wanted = [
      ...plan.sources.flatMap((one) =>
        one.tables.flatMap((table) => table.columns.map((c) => `source:${one.name}.${table.name}.${c.name}`)),
      ),
      ...plan.tables.flatMap((one) => one.columns.map((c) => `${one.id}.${c.name}`)),
      ...plan.stores.flatMap((one) => one.columns.map((c) => `${one.id}.${c.name}`)),
      ...plan.apis.flatMap((one) => one.fields.map((c) => `api:${one.name}.${c.name}`)),
    ].sort();
    expect([...columns.nodes.keys()]).toEqual(wanted);
    for (const { from, to } of columns.edges) {
      expect(columns.nodes.has(from)).toBe(true);
      expect(columns.nodes.has(to)).toBe(true);
    }
  });

  it("says of every origin in the Plan a column that exists", () => {
    const count = plan.tables.flatMap((table) => Object.values(table.lineage).flat()).length;
    const stores = plan.stores.flatMap((one) => one.columns).length;
    const apis = plan.apis.flatMap((one) => one.fields).length;
    expect(columns.edges).toHaveLength(count + stores + apis);
  });

  it("tells what flows in from what only decides", () => {
    const graph = columnGraph(planOf({ "dwa/kinds.yaml": KINDS }));
    const into = (id: string) => graph.edges.filter(({ to }) => to === id);
    expect(into("dwa.kinds.kind")).toEqual([
      { from: "dws.trip.payment", to: "dwa.kinds.kind", kind: "indirect" },
    ]);
    expect(into("dwa.kinds.paid")).toEqual([
      { from: "dws.trip.phone", to: "dwa.kinds.paid", kind: "indirect" },
    ]);
    const trace = traceLineage(graph, "dwa.kinds.kind", ["up"]);
    expect(printTree(trace, "dwa.kinds.kind", ["up"])).toContain("dws.trip.payment  (decides)");
    expect(printMermaid(trace, "dwa.kinds.kind")).toContain("-.->");
  });

  it("does not make a column pii because pii decides it", () => {
    const pii = planOf({ "dwa/kinds.yaml": KINDS });
    const phone = pii.tables
      .find(({ id }) => id === "dws.trip")
      ?.columns.find(({ name }) => name === "phone");
    expect(phone?.classification).toBe("pii");
    const kinds = pii.tables.find(({ id }) => id === "dwa.kinds");
    expect(kinds?.columns.map(({ classification }) => classification)).toEqual(["internal", "internal"]);
  });

  it("unfolds what is reached twice only once", () => {
    const graph = {
      nodes: new Map(
        ["a", "b", "c", "d", "e"].map((id) => [
          id,
          { id, kind: "table" as const, part: id, column: null, type: null },
        ]),
      ),
      edges: ["ab", "ac", "bd", "cd", "de"].map(([from = "", to = ""]) => ({
        from,
        to,
        kind: "direct" as const,
      })),
    };
    const text = printTree(traceLineage(graph, "a", ["down"]), "a", ["down"]);
    expect(text.match(/─ e/g)).toHaveLength(1);
    expect(text).toContain("d  (see above)");
  });
});

describe("the lineage of tables", () => {
  it("has what a SELECT reads, also where no column comes from it", () => {
    const plan2 = planOf({
      "dwa/known.yaml":
        "doc: x\nowner: y\ncolumns:\n  payment: STRING\n  trips: BIGINT NOT NULL\nkey: [payment]\nsql: SELECT t.payment, COUNT(*) FROM dwf.trip AS t JOIN dim.zone AS z ON t.borough = z.borough GROUP BY t.payment\n",
    });
    const trace = traceLineage(partGraph(plan2), "dwa.known", ["up"]);
    expect([...trace.nodes.keys()]).toContain("dim.zone");
    expect([...trace.nodes.keys()].filter((id) => id.startsWith("dwa."))).toEqual(["dwa.known"]);
  });

  it("goes down to stores and APIs", () => {
    const trace = traceLineage(parts, "dim.zone", ["down"]);
    expect([...trace.nodes.keys()]).toEqual([
      "adb:dwa.borough_minute",
      "api:borough_minute",
      "dim.zone",
      "dwa.borough_minute",
      "dwf.trip",
      "hologres:dwa.borough_minute",
    ]);
  });
});

describe("what a name means", () => {
  const find = (text: string) => {
    const found = findNode(text, parts, columns);
    return "node" in found ? found.node.id : `${found.message} ${found.hint}`;
  };

  it.each([
    ["dwa.borough_minute", "dwa.borough_minute"],
    ["dwa.borough_minute.revenue", "dwa.borough_minute.revenue"],
    ["business.trips.total", "source:business.trips.total"],
    ["source:business.trips", "source:business.trips"],
    ["borough_minute.revenue", "api:borough_minute.revenue"],
    ["hologres:dwa.borough_minute.revenue", "hologres:dwa.borough_minute.revenue"],
    ["dwa.borough_minute.revenu", 'dwa.borough_minute has no column "revenu". Did you mean "revenue"?'],
    [
      "dwa.borough_minut.revenue",
      'There is no table, column, store or API "dwa.borough_minut.revenue". Did you mean "dwa.borough_minute"?',
    ],
  ])("%s: %s", (text, meaning) => {
    expect(find(text)).toBe(meaning);
  });
});

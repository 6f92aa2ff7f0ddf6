import { stripVTControlCharacters } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type LineageOptions, lineageCommand } from "../../../../cli/commands/lineage";
import { RIDES_ROOT } from "../fixtures/warehouse";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Runs the command over the small warehouse and gives its exit code with what it wrote, without colours. */
async function lineage(target: string, options: LineageOptions = {}) {
  const written = { out: "", err: "" };
  const into = (stream: "out" | "err") => (text: string | Uint8Array) => {
    written[stream] += stripVTControlCharacters(String(text));
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(into("out"));
  vi.spyOn(process.stderr, "write").mockImplementation(into("err"));
  const code = await lineageCommand(RIDES_ROOT, target, options);
  vi.restoreAllMocks();
  return { code, ...written };
}

describe("strata lineage", () => {
  it("shows both directions to people", async () => {
    const { code, out } = await lineage("dwa.borough_minute.revenue");
    expect(code).toBe(0);
    expect(out).toContain("├─ comes from\n│  └─ dwf.trip.total\n");
    expect(out).toContain("└─ goes to\n");
    expect(out).toContain("api:borough_minute.revenue\n");
  });

  it("shows one direction alone", async () => {
    expect((await lineage("dws.trip.total", { up: true })).out).not.toContain("goes to");
    expect((await lineage("dws.trip.total", { down: true })).out).not.toContain("comes from");
  });

  it("gives nodes and edges as JSON", async () => {
    const { out } = await lineage("dwa.borough_minute", { json: true, up: true });
    const graph = JSON.parse(out);
    expect(graph.start).toBe("dwa.borough_minute");
    expect(graph.edges).toContainEqual({ from: "dwf.trip", to: "dwa.borough_minute", kind: "direct" });
  });

  it("gives one OpenLineage event a line, each whole", async () => {
    const { out } = await lineage("dwa.borough_minute.revenue", { openlineage: true });
    const events = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events.map((event) => event.job.name)).toContain("oneservice.borough_minute");
    const table = events.find((event) => event.job.name === "trip.dwa.borough_minute");
    expect(Object.keys(table.outputs[0].facets.columnLineage.fields)).toEqual(
      expect.arrayContaining(["borough", "minute", "revenue", "trips"]),
    );
  });

  it("gives a Mermaid flowchart", async () => {
    const { out } = await lineage("dwa.borough_minute.revenue", { mermaid: true });
    expect(out).toMatch(/^flowchart LR\n {2}subgraph p0\["/);
    expect(out.match(/subgraph/g)).toHaveLength(out.match(/^ {2}end$/gm)?.length ?? 0);
  });

  it("names what is near to what there is not, and ends with 1", async () => {
    const { code, out, err } = await lineage("dwa.borough_minute.revenu");
    expect(code).toBe(1);
    expect(out).toBe("");
    expect(err).toBe('dwa.borough_minute has no column "revenu". Did you mean "revenue"?\n');
  });

  it("refuses two forms at once", async () => {
    await expect(lineage("dwa.borough_minute", { json: true, mermaid: true })).rejects.toThrow("one of");
  });
});

import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { ageText, bytesText, durationText } from "../../../../cli/output/duration";
import { StepList } from "../../../../cli/output/step-list";
import { textTable } from "../../../../cli/output/text-table";

test.each([
  [400, "0.4 s"],
  [59_900, "59.9 s"],
  [59_990, "1 min 00 s"],
  [125_000, "2 min 05 s"],
])("%i ms is %s", (ms, text) => expect(durationText(ms)).toBe(text));

test.each([
  [-5, "0 s"],
  [30_000, "30 s"],
  [600_000, "10 min"],
  [7_300_000, "2 h"],
  [200_000_000, "2 d"],
])("%i ms ago is %s", (ms, text) => expect(ageText(ms)).toBe(text));

test.each([
  [640 * 2 ** 20, "640 MB"],
  [1.9 * 2 ** 30, "1.9 GB"],
])("%i bytes is %s", (bytes, text) => expect(bytesText(bytes)).toBe(text));

test("columns are aligned, numbers to the right", () => {
  expect(
    textTable(
      ["table", "rows"],
      [
        ["a", "5"],
        ["long name", "1234"],
      ],
    ),
  ).toBe("table      rows\na             5\nlong name  1234");
});

function output(): { readonly stream: NodeJS.WriteStream; readonly text: () => string } {
  let text = "";
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => text };
}

test("without a terminal each start and each end is a line", async () => {
  const { stream, text } = output();
  const steps = new StepList(stream);
  await steps.run("fetch", async (step) => {
    step.status("half");
    step.note("3 files");
  });
  const lines = text().trimEnd().split("\n");
  expect(lines[0]).toBe("▸ fetch …");
  expect(lines[1]).toBe("  fetch: half");
  expect(lines[2]).toMatch(/✓.* fetch \(3 files\).* s/);
});

test("a step that fails is marked, and its error goes on", async () => {
  const { stream, text } = output();
  const failing = new StepList(stream).run("build", async () => {
    throw new Error("no compiler");
  });
  await expect(failing).rejects.toThrow("no compiler");
  expect(text()).toMatch(/✗.* build/);
});

import { CHANGE_CLASSES, type ChangeClass } from "./change-class";
import type { ChangeReport, Resume, TableChange } from "./change-report";

const MARKS: Readonly<Record<ChangeClass, string>> = {
  "no-change": "⚪",
  metadata: "⚪",
  additive: "🟢",
  "state-compatible": "🟢",
  "state-breaking": "🟠",
  destructive: "🔴",
};

/** The report as a comment on a pull request: a line that sums up, a row for each change, the rest folded away. */
export function printMarkdown(report: ChangeReport): string {
  const changed = report.tables.filter((table) => table.class !== "no-change");
  const own = changed.filter((table) => !table.carried);
  const carried = changed.filter((table) => table.carried);
  const parts = [
    `### Stratahouse: ${summary(report)}`,
    own.length === 0 ? "" : ownTable(own),
    carriedText(carried),
    surfaceText(report),
    applyText(report),
    reachText(own),
    jobsText(report),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function summary({ tables, surface }: ChangeReport): string {
  const counts = [...CHANGE_CLASSES].reverse().flatMap((one) => {
    const count = tables.filter((table) => table.class === one).length;
    return one === "no-change" || count === 0 ? [] : [`${count} ${one}`];
  });
  const breaking = surface.filter((one) => one.kind === "breaking").length;
  const rest = tables.filter((table) => table.class === "no-change").length;
  const other = surface.length - breaking;
  const words = [
    ...counts,
    ...(breaking === 0 ? [] : [`${breaking} breaking for callers`]),
    ...(other === 0 ? [] : [`${other} beside the tables`]),
  ];
  if (words.length === 0) return "nothing changes";
  return `${words.join(", ")}; ${rest} of ${tables.length} tables unchanged`;
}

function ownTable(tables: readonly TableChange[]): string {
  const rows = tables.map((one) =>
    row([
      code(one.table),
      `${MARKS[one.class]} ${one.class}`,
      one.why,
      goesOn(one.resume),
      one.backfill || "Nothing.",
    ]),
  );
  return [
    row(["table", "change", "why", "how it goes on", "computed again"]),
    "|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

function goesOn({ kind, job, topics }: Resume): string {
  const read = topics.map(code).join(", ");
  switch (kind) {
    case "nothing-to-do":
      return "As it is.";
    case "savepoint":
      return `Job ${code(job)} goes on from its savepoint.`;
    case "new-job":
      return `New job ${code(job)} fills itself from ${read}.`;
    case "fresh-start":
      return `Job ${code(job)} starts without its state and reads ${read} from the beginning.`;
    case "stops":
      return "It is no longer computed.";
  }
}

function carriedText(tables: readonly TableChange[]): string {
  if (tables.length === 0) return "";
  const jobs = [...new Set(tables.map((one) => `${one.class} ${one.resume.job}`))].sort();
  return jobs
    .map((id) => {
      const own = tables.filter((one) => `${one.class} ${one.resume.job}` === id);
      const [kind = "", job = ""] = id.split(" ");
      const names = own.map((one) => code(one.table)).join(", ");
      return `${MARKS[own[0]?.class ?? "no-change"]} ${kind} because they share job ${code(job)}, computed again to the same rows: ${names}.`;
    })
    .join("\n\n");
}

function surfaceText({ surface }: ChangeReport): string {
  if (surface.length === 0) return "";
  const rows = surface.map((one) =>
    row([one.subject, `${one.kind === "breaking" ? "🔴" : "🟢"} ${one.kind}`, `${one.why}.`]),
  );
  return [row(["beside the tables", "change", "why"]), "|---|---|---|", ...rows].join("\n");
}

function applyText({ mustName }: ChangeReport): string {
  if (mustName.length === 0) return "";
  return `To apply it, name what may be lost:\n\n    npm run up -- --allow-delete ${mustName.join(",")}`;
}

function reachText(tables: readonly TableChange[]): string {
  const lines = tables.flatMap(({ table, reaches }) => {
    const parts = (["columns", "tables", "jobs", "stores", "apis"] as const).flatMap((kind) => {
      const ids = reaches[kind];
      return ids.length === 0 ? [] : [`${kind === "apis" ? "APIs" : kind} ${ids.map(code).join(", ")}`];
    });
    return parts.length === 0 ? [] : [`- ${code(table)}: ${parts.join("; ")}`];
  });
  return folded("What it reaches", lines);
}

function jobsText({ jobs }: ChangeReport): string {
  const lines = jobs
    .filter((one) => one.resume.kind !== "nothing-to-do")
    .map(
      (one) =>
        `- ${one.resume.kind === "stops" ? `Job ${code(one.job)} stops` : goesOn(one.resume).replace(/\.$/, "")}${one.why === "" ? "" : `: ${one.why}`}.`,
    );
  return folded("Jobs", lines);
}

function folded(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  return `<details><summary>${title}</summary>\n\n${lines.join("\n")}\n\n</details>`;
}

function code(text: string): string {
  return `\`${text}\``;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}

import type { TableNode } from "../plan/table-node";
import type { ChangeReason } from "./change-report";
import { compareColumns } from "./compare-columns";

/** What differs between two versions of a table's own declaration; how its job takes it is not looked at. */
export function compareTables(old: TableNode, now: TableNode): readonly ChangeReason[] {
  return [
    ...compareKept(old, now),
    ...compareColumns(old, now),
    ...compareStores(old, now),
    ...compareSaid(old, now),
  ];
}

function compareKept(old: TableNode, now: TableNode): readonly ChangeReason[] {
  const reasons: ChangeReason[] = [];
  if (old.key.join("\n") !== now.key.join("\n")) {
    const kept = ["topic", ...now.stores].join(" and ");
    reasons.push({
      class: "destructive",
      text: `the key becomes (${now.key.join(", ")}) instead of (${old.key.join(", ")}), and what is in its ${kept} is kept by the former key`,
      rebuilds: true,
    });
  }
  if (old.source !== null && now.source !== null) {
    const [before, after] = [old.source, now.source].map(({ source, table }) => `${source}.${table}`);
    if (before !== after)
      reasons.push({ class: "state-breaking", text: `it is captured from ${after} instead of ${before}` });
  } else if ((old.source === null) !== (now.source === null)) {
    const text =
      now.source === null ? "it is computed instead of captured" : "it is captured instead of computed";
    reasons.push({ class: "state-breaking", text });
  }
  if (old.job !== now.job)
    reasons.push({
      class: "state-breaking",
      text: `it moves from job ${old.job} to job ${now.job}, and its state stays behind`,
    });
  if (old.stateTtlMs !== now.stateTtlMs)
    reasons.push({ class: "metadata", text: "its state is declared to live for another time" });
  if (old.time?.column !== now.time?.column || old.time?.latenessMs !== now.time?.latenessMs)
    reasons.push({ class: "metadata", text: "its event time is declared otherwise" });
  return reasons;
}

function compareStores(old: TableNode, now: TableNode): readonly ChangeReason[] {
  return [
    ...old.stores
      .filter((system) => !now.stores.includes(system))
      .map(
        (system) =>
          ({ class: "destructive", text: `its table in ${system} is deleted with its rows` }) as const,
      ),
    ...now.stores
      .filter((system) => !old.stores.includes(system))
      .map((system) => ({ class: "additive", text: `it gets a table in ${system}` }) as const),
  ];
}

function compareSaid(old: TableNode, now: TableNode): readonly ChangeReason[] {
  const said = (text: string): ChangeReason => ({ class: "metadata", text });
  return [
    ...(old.doc === now.doc ? [] : [said("its doc says something else")]),
    ...(old.owner === now.owner ? [] : [said(`its owner is ${now.owner} instead of ${old.owner}`)]),
    ...(old.freshnessMs === now.freshnessMs ? [] : [said("its freshness is promised otherwise")]),
    ...(old.lifecycle === now.lifecycle
      ? []
      : [said(`its lifecycle is ${now.lifecycle} instead of ${old.lifecycle}`)]),
  ];
}

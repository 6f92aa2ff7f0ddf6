import type { CheckedModel } from "../../check/checked-model";
import { printType } from "../../sql/types/print-type";
import type { CapturedTable, SourceNode } from "../source-node";
import { changeTopic } from "../topic-names";
import { byId, hashNode } from "./hash-node";

/** The sources with the tables that some layer table captures; a source that nothing captures is left out. */
export function buildSources(model: CheckedModel): readonly SourceNode[] {
  const captured = new Set(
    model.tables.map(({ model: { source } }) => (source === null ? "" : `${source.source}.${source.table}`)),
  );
  const nodes = model.sources.map((source) => {
    const tables = source.tables
      .filter((table) => captured.has(`${source.name}.${table.name}`))
      .map(
        (table): CapturedTable => ({
          name: table.name,
          columns: table.columns.map(({ name, type, nullable, doc, classification }) => ({
            name,
            type: printType(type),
            nullable,
            doc,
            classification: classification ?? "internal",
          })),
          key: table.key,
          topic: changeTopic(source.name, table.name),
        }),
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { name, doc, owner, engine, database } = source;
    return hashNode({ id: `source:${name}`, name, doc, owner, engine, database, tables }, []);
  });
  return byId(nodes.filter((node) => node.tables.length > 0));
}

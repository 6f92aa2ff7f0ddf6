import { z } from "zod";
import type { CheckFailure, ResourceHandler } from "../provider/resource-handler";
import { allowDeleteHint, allowedDeletions, isDeletionAllowed } from "./deletion-guard";

const contractInputs = z.object({
  /** Hash of the Plan that is deployed. */
  planHash: z.string().min(1),
  /** Every table of the Plan by id. */
  tables: z.record(
    z.string(),
    z.object({
      schema: z.string(),
      lifecycle: z.enum(["managed", "protected", "external"]),
      /** What holds the table's data, as a sentence names it: `topic dwa.x`, `hologres table dwa.x`. */
      holds: z.array(z.string()).optional(),
    }),
  ),
  /**
   * Tables whose data may be deleted in this run, beside those that `STRATA_ALLOW_DELETE` names. Best left to that
   * variable: what is an input is kept in the state, and its change is a difference.
   */
  allowDelete: z.array(z.string()).default([]),
});

/** Inputs of `strata:warehouse:Contract`. */
export type ContractInputs = z.output<typeof contractInputs>;

/**
 * What the warehouse promises to keep. Nothing real stands behind it: everything else depends on it, so that the loss
 * of a protected table is refused in the preview, before anything is touched. Id: `contract`.
 */
export const handler: ResourceHandler<ContractInputs, ContractInputs> = {
  type: "strata:warehouse:Contract",
  inputs: contractInputs,

  async checkChange(olds, news): Promise<readonly CheckFailure[]> {
    return vanishing(olds, news).map(([table, holds]) => ({
      property: "tables",
      reason: `${table} is protected and holds data: its ${joined(holds)} would be deleted. To do so name it: ${allowDeleteHint(table)}`,
    }));
  },

  async create(inputs) {
    return { id: "contract", outputs: inputs };
  },

  async read(_id, olds) {
    return olds === undefined
      ? { found: false }
      : { found: true, inputs: contractInputs.parse(olds), outputs: olds };
  },

  async update(_id, _olds, news) {
    return news;
  },

  async delete() {
    // The tables' own resources refuse what must not be deleted.
  },
};

function vanishing(
  olds: ContractInputs | undefined,
  news: ContractInputs,
): readonly (readonly [string, readonly string[]])[] {
  const allowed = [...news.allowDelete, ...allowedDeletions()];
  return Object.entries(olds?.tables ?? {})
    .filter(
      ([table, { lifecycle }]) =>
        lifecycle === "protected" && !(table in news.tables) && !isDeletionAllowed(table, allowed),
    )
    .map(([table, { holds }]) => [table, holds ?? ["topic and store tables"]]);
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

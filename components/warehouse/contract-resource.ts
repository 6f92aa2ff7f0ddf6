import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { Plan } from "../../jobs/compiler/plan/plan";
import { StrataResource } from "../provider/resources/strata-resource";
import type { ContractInputs } from "./contract-handler";

/** What the warehouse promises to keep: refuses, before anything is touched, that a protected table vanishes. */
export class ContractResource extends StrataResource<ContractInputs> {
  constructor(name: string, plan: Plan, options: CustomResourceOptions) {
    super("strata:warehouse:Contract", name, contractOf(plan), options);
  }
}

/** The contract of a Plan: its tables, and in which systems each one's data is held. */
export function contractOf(plan: Plan): ContractInputs {
  const entries = plan.tables.map(({ id, schema, lifecycle, stores }) => {
    const holds = [`topic ${id}`, ...stores.map((system) => `${system} table ${id}`)];
    return [id, { schema, lifecycle, holds }] as const;
  });
  return { planHash: plan.hash, tables: Object.fromEntries(entries), allowDelete: [] };
}

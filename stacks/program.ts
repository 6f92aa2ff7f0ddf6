/** What `pulumi up` runs: the warehouse of `layers/`, on the platform that `stacks/<stack>.yaml` names. */
import * as pulumi from "@pulumi/pulumi";
import { localPlatform } from "../components/platform/local/local-platform";
import type { ProvidePlatform } from "../components/platform/platform";
import { projectRoot } from "../components/process/project-root";
import { Warehouse } from "../components/warehouse";
import { compile } from "../jobs/compiler/compile";
import type { Diagnostic } from "../jobs/compiler/diagnostic/diagnostic";
import { diagnosticsText } from "./diagnostics-text";
import { readStackConfig } from "./stack-config";
import type { StackConfig } from "./stack-schema";

/** The platform of each target. */
const PLATFORMS: Readonly<
  Record<StackConfig["target"], (stack: string, config: StackConfig) => ProvidePlatform>
> = {
  local: localPlatform,
};

const stack = pulumi.getStack();
const { config, diagnostics: inConfig } = readStackConfig(stack);
const { plan, diagnostics: inLayers } = compile(projectRoot());
if (config === null || plan === null) fail([...inConfig, ...inLayers]);

const warehouse = new Warehouse(plan.warehouse, { plan, platform: PLATFORMS[config.target](stack, config) });

/** The address of the HTTP APIs. */
export const url = warehouse.url;

function fail(diagnostics: readonly Diagnostic[]): never {
  throw new pulumi.RunError(`nothing was changed:\n${diagnosticsText(diagnostics)}`);
}

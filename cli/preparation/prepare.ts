import { requireJdk, requirePlatform } from "../../components/packages/machine";
import { projectRoot } from "../../components/process/project-root";
import { compile } from "../../jobs/compiler/compile";
import { counted } from "../../jobs/compiler/diagnostic/print-diagnostics";
import type { Plan } from "../../jobs/compiler/plan/plan";
import { reportDiagnostics } from "../commands/check";
import type { Step, StepList } from "../output/step-list";
import { ensureCoreJars } from "../toolchain/core-jars";
import { ensurePulumi, type PulumiCli } from "../toolchain/ensure-pulumi";
import { UserError } from "../user-error";
import { enginePackages } from "./engine-packages";

/** What an operation on a stack needs. */
export interface Prepared {
  readonly cli: PulumiCli;
  readonly plan: Plan;
}

/**
 * Makes everything ready that Pulumi needs: the machine and the layers are checked first, then the Java library is built, the engines'
 * packages are fetched and the Pulumi CLI is found, all at once. The first failure cancels the rest.
 */
export async function prepare(steps: StepList): Promise<Prepared> {
  bootstrapSteps(steps);
  await steps.run("this machine", checkMachine);
  const plan = await steps.run("compile layers", (step) => compileLayers(step));
  const controller = new AbortController();
  const interrupted = () => controller.abort(new UserError("interrupted"));
  process.once("SIGINT", interrupted);
  try {
    const work = [
      steps.run("java core library", async (step) => {
        step.note(
          (await ensureCoreJars((message) => step.status(message), controller.signal))
            ? "built"
            : "unchanged",
        );
      }),
      steps.run("engines' packages", async (step) => {
        step.note(await enginePackages(step, controller.signal));
      }),
      steps.run("pulumi", (step) => findPulumi(step, controller.signal)),
    ] as const;
    for (const one of work) one.catch((error: unknown) => controller.abort(error));
    const results = await Promise.allSettled(work);
    const failed = results.flatMap((result) =>
      result.status === "rejected" ? [result.reason as unknown] : [],
    );
    if (failed.length > 0) throw controller.signal.reason ?? failed[0];
    return { cli: await work[2], plan };
  } finally {
    process.off("SIGINT", interrupted);
  }
}

/** Only the Pulumi CLI and the Java library that the provider looks at: for operations that start nothing new. */
export async function preparePulumi(steps: StepList): Promise<PulumiCli> {
  bootstrapSteps(steps);
  const { signal } = new AbortController();
  await steps.run("java core library", async (step) => {
    step.note((await ensureCoreJars((message) => step.status(message), signal)) ? "built" : "unchanged");
  });
  return steps.run("pulumi", (step) => findPulumi(step, signal));
}

async function findPulumi(step: Step, signal: AbortSignal): Promise<PulumiCli> {
  const cli = await ensurePulumi((message) => step.status(message), signal);
  step.note(ORIGINS[cli.origin]);
  return cli;
}

const ORIGINS: Readonly<Record<PulumiCli["origin"], string>> = {
  path: "from PATH",
  install: "installed in the cache",
  build: "built in the cache",
};

/** Nothing is started, not even half, on a machine that can't run the engines. */
async function checkMachine(step: Step): Promise<void> {
  requirePlatform();
  const { version } = await requireJdk();
  step.note(`${process.platform}-${process.arch}, JDK ${version}`);
}

async function compileLayers(step: Step): Promise<Plan> {
  const compilation = compile(projectRoot());
  reportDiagnostics(projectRoot(), compilation);
  const { plan } = compilation;
  if (plan === null) throw new UserError("the layer files have errors; nothing was changed");
  step.note(
    `${counted(plan.tables.length, "table")}, ${counted(plan.jobs.length, "job")}, ${counted(plan.apis.length, "API")}`,
  );
  return plan;
}

/** Shows what the bootstrap (plain JavaScript, before this program) did. */
function bootstrapSteps(steps: StepList): void {
  const text = process.env.STRATA_BOOTSTRAP;
  if (text === undefined) return;
  const { installedMs, builtMs, built } = JSON.parse(text) as {
    installedMs: number;
    builtMs: number;
    built: number;
  };
  steps.done("dependencies", installedMs > 0 ? "installed" : "unchanged", installedMs);
  steps.done("build", built > 0 ? `${built} files` : "unchanged", builtMs);
}
